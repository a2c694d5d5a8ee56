// SPDX-License-Identifier: Apache-2.0
// Parts of a site, named by the path at their top: for settings of filters that apply to some paths only. Part of
// <portico/plugin.hpp>. Paths are those of an exchange: canonical, so that no other spelling gets around a prefix.
//
// Example, a setting with prefixes:
//
//     bool isListed(const std::vector<std::string>& prefixes, std::string_view path) {
//         for (const std::string& prefix : prefixes)
//             if (portico::isBelow(path, prefix)) return true;
//         return false;
//     }
#pragma once

#include <portico/error.hpp>
#include <portico/utf8.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace portico {

// Whole segments: below "/api" are "/api", "/api/" and "/api/books", but not "/apis". Everything is below "/".
inline bool isBelow(std::string_view path, std::string_view prefix) noexcept {
    while (!prefix.empty() && prefix.back() == '/') prefix.remove_suffix(1);
    return path.substr(0, prefix.size()) == prefix && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

namespace detail {

// None but the last is empty, and none is "." or "..".
inline bool hasCanonicalSegments(std::string_view path) noexcept {
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find('/', at + 1), path.size());
        const std::string_view segment = path.substr(at + 1, end - at - 1);
        if (segment == "." || segment == ".." || (segment.empty() && end != path.size())) return false;
        at = end;
    }
    return true;
}

} // namespace detail

// The prefix, for the constructor of a plugin. Throws Error with the name of the setting for a prefix below which no path can be.
inline std::string checkedPrefix(std::string_view prefix, std::string_view setting) {
    const bool isCanonical =
        !prefix.empty() && prefix.front() == '/' && detail::hasCanonicalSegments(prefix) &&
        prefix.find_first_of("?#%\\") == std::string_view::npos && isUtf8(prefix) &&
        std::none_of(prefix.begin(), prefix.end(), [](char c) { return (c >= 0 && c < ' ') || c == 127; });
    if (!isCanonical)
        throw Error(PORTICO_INVALID, std::string(setting) + ": \"" + std::string(prefix) +
                                         "\" is not a decoded path; write for example \"/api\"");
    return std::string(prefix);
}

} // namespace portico
