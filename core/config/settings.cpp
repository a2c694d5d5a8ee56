// SPDX-License-Identifier: Apache-2.0
// Typed getters over the checked values.
#include "config/settings.h"

#include <algorithm>
#include <stdexcept>

namespace portico::config {

Settings::Settings(std::vector<Setting> settings) : settings_(std::move(settings)) {
    for (std::size_t i = 0; i < settings_.size(); ++i) index_.emplace(settings_[i].key.name, i);
}

const std::string& Settings::string(std::string_view name) const {
    const Setting& setting = find(name);
    if (setting.key.type != Type::choice) return std::get<std::string>(find(name, Type::text).value);
    return std::get<std::string>(setting.value);
}

std::int64_t Settings::integer(std::string_view name) const {
    return std::get<std::int64_t>(find(name, Type::integer).value);
}

bool Settings::boolean(std::string_view name) const { return std::get<bool>(find(name, Type::boolean).value); }

std::chrono::seconds Settings::duration(std::string_view name) const {
    return std::chrono::seconds(std::get<std::int64_t>(find(name, Type::duration).value));
}

std::uint64_t Settings::size(std::string_view name) const {
    return static_cast<std::uint64_t>(std::get<std::int64_t>(find(name, Type::size).value));
}

const List& Settings::list(std::string_view name) const { return std::get<List>(find(name, Type::list).value); }

List Settings::names(std::string_view name) const {
    if (find(name).key.type == Type::list) return list(name);
    const std::string& only = string(name);
    return only.empty() ? List{} : List{only};
}

std::filesystem::path Settings::path(std::string_view name) const {
    return std::get<std::string>(find(name, Type::path).value);
}

std::vector<std::filesystem::path> Settings::paths(std::string_view name) const {
    const List& items = list(name);
    return {items.begin(), items.end()};
}

const Table& Settings::table(std::string_view name) const { return std::get<Table>(find(name, Type::table).value); }

Settings Settings::afterStart(const Settings& start) const {
    std::vector<Setting> settings = settings_;
    for (Setting& setting : settings)
        if (setting.key.applies == Applies::atRestart) setting = start.find(setting.key.name);
    return Settings(std::move(settings));
}

std::vector<std::string> Settings::waitingForRestart(const Settings& start) const {
    std::vector<std::string> keys;
    for (const Setting& setting : settings_)
        if (setting.key.applies == Applies::atRestart && setting.value != start.find(setting.key.name).value)
            keys.push_back(setting.key.name);
    return keys;
}

std::string Settings::pluginText(std::string_view name) const {
    const Setting& setting = find(name);
    if (const auto* number = std::get_if<std::int64_t>(&setting.value)) return std::to_string(*number);
    if (setting.key.type == Type::rows) throw std::logic_error(std::string(name) + " has no text");
    std::string text;
    const auto add = [&text](const std::string& item) { text += (text.empty() ? "" : "\n") + item; };
    if (const auto* numbers = std::get_if<Numbers>(&setting.value))
        for (const std::int64_t number : *numbers) add(std::to_string(number));
    else if (const auto* items = std::get_if<List>(&setting.value))
        std::ranges::for_each(*items, add);
    else
        text = plainText(setting.key, setting.value);
    return text;
}

bool Settings::isEnabled(std::string_view plugin) const {
    if (std::ranges::find(list("plugins.disabled"), plugin) != list("plugins.disabled").end()) return false;
    const auto own = index_.find("plugins." + std::string(plugin) + ".enabled");
    return own == index_.end() || std::get<bool>(settings_[own->second].value);
}

std::string Settings::origin(std::string_view name) const { return find(name).origin.text(); }

Level Settings::level(std::string_view name) const { return find(name).origin.level; }

const Setting& Settings::find(std::string_view name) const {
    const auto found = index_.find(name);
    if (found == index_.end()) throw std::logic_error("no key is declared as " + std::string(name));
    return settings_[found->second];
}

const Setting& Settings::find(std::string_view name, Type type) const {
    const Setting& setting = find(name);
    if (setting.key.type != type)
        throw std::logic_error(std::string(name) + " is declared as " + std::string(typeName(setting.key.type)) +
                               ", not as " + std::string(typeName(type)));
    return setting;
}

} // namespace portico::config
