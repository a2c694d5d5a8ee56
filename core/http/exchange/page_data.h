// SPDX-License-Identifier: Apache-2.0
// Page data, between the handler that supplies it and the renderer that reads it: a deep copy of a portico_value in memory of one
// exchange. standard_data adds the members that every page has.
#pragma once

#include <portico/error.hpp>

#include <memory_resource>
#include <span>
#include <string_view>

namespace portico::http {

inline portico_value none() noexcept { return {PORTICO_NONE, 0, {0}}; }
inline portico_value boolean(bool value) noexcept { return {PORTICO_BOOLEAN, 0, {value ? 1 : 0}}; }
inline portico_value integer(std::int64_t value) noexcept { return {PORTICO_INTEGER, 0, {value}}; }
inline portico_value text(std::string_view value) noexcept {
    portico_value result{PORTICO_TEXT, 0, {0}};
    result.as.text = str(value);
    return result;
}
inline portico_value list(std::span<const portico_value> items) noexcept {
    portico_value result{PORTICO_LIST, 0, {0}};
    result.as.list = {items.data(), items.size()};
    return result;
}
inline portico_value map(std::span<const portico_member> members) noexcept {
    portico_value result{PORTICO_MAP, 0, {0}};
    result.as.map = {members.data(), members.size()};
    return result;
}
inline portico_member member(std::string_view key, const portico_value& value) noexcept { return {str(key), value}; }

// Copies `value` and all values below it into `memory`. Throws Error(PORTICO_INVALID) if it has more than 32 levels or 100,000
// values, which indicates a fault of the plugin, such as a cycle.
portico_value copyInto(std::pmr::memory_resource& memory, const portico_value& value);

// Copies bytes into `memory`.
std::string_view copyInto(std::pmr::memory_resource& memory, std::string_view bytes);

// For a user struct of any version of the ABI: members that it does not have are 0.
portico_user copyInto(std::pmr::memory_resource& memory, const portico_user& user);

} // namespace portico::http
