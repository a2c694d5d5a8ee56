// SPDX-License-Identifier: Apache-2.0
#include "loader/manifest/members.h"

#include "config/nearest.h"

#include <algorithm>
#include <utility>

namespace portico::loader {

Members::Members(const base::JsonMap& map, std::string where, std::vector<std::string>& problems)
    : map_(map), where_(std::move(where)), problems_(problems) {}

void Members::problem(const std::string& what) { problems_.push_back(where_ + ' ' + what); }

const base::Json* Members::any(std::string_view name, bool required) {
    asked_.push_back(name);
    const auto found = std::ranges::find(map_, name, &base::JsonMember::name);
    if (found == map_.end()) {
        if (required) problem("has no \"" + std::string(name) + "\"");
        return nullptr;
    }
    if (std::ranges::count(map_, name, &base::JsonMember::name) > 1) problem("has \"" + std::string(name) + "\" twice");
    return &found->value;
}

template <class T>
const T* Members::typed(std::string_view name, bool required, std::string_view typeName) {
    const base::Json* json = any(name, required);
    if (json == nullptr) return nullptr;
    const T* value = json->as<T>();
    if (value == nullptr) problem("has a \"" + std::string(name) + "\" that is not " + std::string(typeName));
    return value;
}

const std::string* Members::text(std::string_view name, bool required) {
    return typed<std::string>(name, required, "a string");
}

const base::JsonMap* Members::map(std::string_view name, bool required) {
    return typed<base::JsonMap>(name, required, "an object");
}

const bool* Members::boolean(std::string_view name) { return typed<bool>(name, false, "true or false"); }

std::vector<std::string> Members::texts(std::string_view name, bool required) {
    std::vector<std::string> result;
    const base::JsonList* list = typed<base::JsonList>(name, required, "a list of strings");
    if (list == nullptr) return result;
    for (const base::Json& item : *list) {
        const std::string* text = item.as<std::string>();
        if (text == nullptr)
            problem("has an item in \"" + std::string(name) + "\" that is not a string");
        else if (std::ranges::find(result, *text) != result.end())
            problem("lists \"" + *text + "\" twice in \"" + std::string(name) + "\"");
        else
            result.push_back(*text);
    }
    return result;
}

void Members::finish() {
    const std::vector<std::string> known(asked_.begin(), asked_.end());
    for (const base::JsonMember& member : map_) {
        if (std::ranges::find(known, member.name) != known.end()) continue;
        const auto near = config::nearest(member.name, known);
        problem("has an unknown member \"" + member.name + "\"" + (near ? "; did you mean \"" + *near + "\"?" : ""));
    }
}

} // namespace portico::loader
