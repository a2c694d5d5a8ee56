// SPDX-License-Identifier: Apache-2.0
// The data of a page, between the handler that gives it and the renderer that reads it: a deep copy of a portico_value in
// memory that belongs to one exchange. Not here: what the host adds to every page (http/render).
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

// Copies `value` and all below it into `memory`. Throws Error(PORTICO_INVALID) for one that is deeper than 32 levels or has
// more than 100,000 values: a plugin's mistake, such as a cycle.
portico_value copyInto(std::pmr::memory_resource& memory, const portico_value& value);

// Copies bytes into `memory`.
std::string_view copyInto(std::pmr::memory_resource& memory, std::string_view bytes);

// Of a user of any version of the ABI: what its struct is too short for is 0.
portico_user copyInto(std::pmr::memory_resource& memory, const portico_user& user);

} // namespace portico::http
