// SPDX-License-Identifier: Apache-2.0
// The parts that the values of header fields consist of (RFC 9110 section 5.6): tokens, and lists separated by commas. For
// headers that an exchange does not interpret. Pure functions: any thread, no errors, no allocation.
//
// Example, whether a header "Prefer: respond-async, wait=10" contains a word:
//
//     bool prefersAsync(std::string_view list) {
//         while (const auto element = portico::nextElement(list))
//             if (portico::equalsIgnoreCase(*element, "respond-async")) return true;
//         return false;
//     }
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace portico {

constexpr char lowerAscii(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool equalsIgnoreCase(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t at = 0; at < a.size(); ++at)
        if (lowerAscii(a[at]) != lowerAscii(b[at])) return false;
    return true;
}

constexpr bool beginsIgnoreCase(std::string_view text, std::string_view with) noexcept {
    return equalsIgnoreCase(text.substr(0, with.size()), with);
}

// A name in HTTP: at least one letter, digit or one of !#$%&'*+-.^_`|~
constexpr bool isToken(std::string_view text) noexcept {
    for (const char c : text) {
        const bool isAlphanumeric = (lowerAscii(c) >= 'a' && lowerAscii(c) <= 'z') || (c >= '0' && c <= '9');
        if (!isAlphanumeric && std::string_view("!#$%&'*+-.^_`|~").find(c) == std::string_view::npos) return false;
    }
    return !text.empty();
}

// Without spaces and tabs at both ends.
constexpr std::string_view trimmed(std::string_view text) noexcept {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// Removes the first part up to `separator` from `rest` and returns it trimmed; quoted strings are kept whole.
constexpr std::string_view takePart(std::string_view& rest, char separator) noexcept {
    bool isQuoted = false;
    std::size_t end = 0;
    for (; end < rest.size() && (isQuoted || rest[end] != separator); ++end) {
        if (rest[end] == '"') isQuoted = !isQuoted;
        if (isQuoted && rest[end] == '\\') ++end;
    }
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(end < rest.size() ? end + 1 : rest.size());
    return trimmed(part);
}

// Removes the next element from the front of a list; skips empty elements. Nothing at the end.
constexpr std::optional<std::string_view> nextElement(std::string_view& list) noexcept {
    while (!list.empty()) {
        const std::string_view element = takePart(list, ',');
        if (!element.empty()) return element;
    }
    return std::nullopt;
}

} // namespace portico
