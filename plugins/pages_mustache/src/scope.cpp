// SPDX-License-Identifier: Apache-2.0
// Resolves names in the data of a page.
#include "scope.h"

#include <portico/error.hpp>

namespace pages_mustache {

using portico::view;

namespace {

constexpr portico_value nothing{PORTICO_NONE, 0, {0}};
constexpr portico_value yes{PORTICO_BOOLEAN, 0, {1}};
constexpr portico_value no{PORTICO_BOOLEAN, 0, {0}};
constexpr std::string_view flag = "has_";

const portico_value* exact(const portico_map& map, std::string_view key, std::uint64_t& steps) {
    for (std::size_t i = 0; i < map.count; ++i) {
        if (view(map.members[i].key) != key) continue;
        steps += i;
        return &map.members[i].value;
    }
    steps += map.count;
    return nullptr;
}

const portico_value* member(const portico_value& value, std::string_view key, std::uint64_t& steps) {
    if (value.type != PORTICO_MAP) return nullptr;
    if (const portico_value* found = exact(value.as.map, key, steps)) return found;
    if (key.substr(0, flag.size()) != flag) return nullptr;
    const portico_value* list = exact(value.as.map, key.substr(flag.size()), steps);
    if (list == nullptr || list->type != PORTICO_LIST) return nullptr;
    return list->as.list.count > 0 ? &yes : &no;
}

} // namespace

bool isTrue(const portico_value& value) {
    switch (value.type) {
    case PORTICO_BOOLEAN:
    case PORTICO_INTEGER: return value.as.integer != 0;
    case PORTICO_REAL: return value.as.real != 0;
    case PORTICO_TEXT: return value.as.text.len != 0;
    case PORTICO_LIST: return value.as.list.count != 0;
    case PORTICO_MAP: return true;
    default: return false;
    }
}

Scope::Scope(std::string_view page, const portico_value& data) : pageFlag_("page.") {
    pageFlag_ += page;
    around_.push_back(&data);
}

const portico_value& Scope::find(const Node& node, std::uint64_t& steps) const {
    for (auto place = around_.rbegin(); place != around_.rend(); ++place) {
        const portico_value* value = *place;
        for (auto part = node.path.begin(); value != nullptr && part != node.path.end(); ++part)
            value = member(*value, *part, steps);
        if (value != nullptr) return *value;
    }
    return node.text == pageFlag_ ? yes : nothing;
}

} // namespace pages_mustache
