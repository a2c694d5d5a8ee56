// SPDX-License-Identifier: Apache-2.0
// Names and values in order of arrival. There are few: a linear search is faster than an index and cannot be attacked by hash
// flooding.
#include "http/syntax/fields/named_values.h"

#include <algorithm>

namespace portico::http::syntax {

std::vector<std::string_view> NamedValues::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const NamedValue& one : all_)
        if (one.name == name) values.push_back(one.value);
    return values;
}

std::size_t NamedValues::count(std::string_view name) const noexcept {
    return static_cast<std::size_t>(
        std::count_if(all_.begin(), all_.end(), [&](const NamedValue& one) { return one.name == name; }));
}

std::optional<std::string_view> NamedValues::at(std::string_view name, std::size_t index) const noexcept {
    for (const NamedValue& one : all_)
        if (one.name == name && index-- == 0) return one.value;
    return std::nullopt;
}

std::optional<std::string_view> NamedValues::find(std::string_view name) const noexcept {
    return at(name, 1) ? std::nullopt : at(name);
}

} // namespace portico::http::syntax
