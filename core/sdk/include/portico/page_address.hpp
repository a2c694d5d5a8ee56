// SPDX-License-Identifier: Apache-2.0
// Maps the file name of a page, without its extension, to the address of the page: "index" to "/", "news/today" to "/news/today",
// "news/index" to "/news". For plugins that provide portico.pages/1, so that all template languages use the same addresses.
//
// Example:
//
//     std::string addressOf(std::string_view file) { // "news/today.html"
//         const auto address = portico::pageAddress(file.substr(0, file.rfind('.')));
//         return address.value_or(""); // empty: the file is not a page
//     }
#pragma once

#include <portico/utf8.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace portico {

namespace detail {

// The length (1 to 4 bytes) of the UTF-8 character at the start of `text`; 0 if it is malformed or a control character.
inline std::size_t printableLength(std::string_view text) noexcept {
    const std::size_t length = utf8Length(text);
    return hasControl(text.substr(0, length)) ? 0 : length;
}

} // namespace detail

// Returns nothing for a name that is not UTF-8 or contains a control character, a backslash, or one of {}*?#%, which have a
// meaning in paths of routes. The address is decoded: write a link to the page "ü" as "/%C3%BC", or as "/ü", which browsers
// encode.
inline std::optional<std::string> pageAddress(std::string_view name) {
    for (std::string_view rest = name; !rest.empty();) {
        const std::size_t length = detail::printableLength(rest);
        if (length == 0 || std::string_view("\\{}*?#%").find(rest.front()) != std::string_view::npos)
            return std::nullopt;
        rest.remove_prefix(length);
    }
    constexpr std::string_view end = "/index";
    std::string address = "/" + std::string(name);
    if (address == end) return "/";
    if (address.size() > end.size() && address.compare(address.size() - end.size(), end.size(), end) == 0)
        address.resize(address.size() - end.size());
    return address;
}

} // namespace portico
