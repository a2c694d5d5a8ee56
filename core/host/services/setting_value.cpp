// SPDX-License-Identifier: Apache-2.0
#include "host/services/setting_value.h"

#include <algorithm>
#include <stdexcept>

namespace portico::host {

namespace {

Value treeOf(const config::Key& key, const config::Value& value);

// One overload for each kind of value of the configuration.
struct Tree {
    Value operator()(bool flag) const { return flag; }
    Value operator()(std::int64_t number) const { return number; }
    Value operator()(double number) const { return number; }
    Value operator()(const std::string& text) const { return text; }
    Value operator()(const config::List& items) const { return Value::List(items.begin(), items.end()); }
    Value operator()(const config::Numbers& items) const { return Value::List(items.begin(), items.end()); }
    Value operator()(const config::Table& table) const {
        Value::Map map;
        for (const auto& [name, text] : table) map.push_back({name, text});
        return map;
    }
    Value operator()(const config::Rows& rows) const {
        Value::List entries;
        for (const config::Row& row : rows) {
            Value::Map map;
            for (std::size_t i = 0; i < key.fieldKeys.size(); ++i)
                map.push_back(
                    {std::string(config::lastPart(key.fieldKeys[i].name)), treeOf(key.fieldKeys[i], row.values[i])});
            entries.emplace_back(std::move(map));
        }
        return entries;
    }

    const config::Key& key;
};

Value treeOf(const config::Key& key, const config::Value& value) { return std::visit(Tree{key}, value); }

} // namespace

Value settingValue(const config::Settings& settings, const std::string& name) {
    Value::Map fields;
    for (const config::Setting& setting : settings.all()) {
        if (setting.key.name == name) return treeOf(setting.key, setting.value);
        if (setting.key.name.starts_with(name + '.'))
            fields.push_back({std::string(config::lastPart(setting.key.name)), treeOf(setting.key, setting.value)});
    }
    if (fields.empty()) throw std::logic_error("no key is declared as " + name);
    return fields;
}

} // namespace portico::host
