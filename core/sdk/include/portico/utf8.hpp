// SPDX-License-Identifier: Apache-2.0
// Well-formed UTF-8 (RFC 3629): shortest form, no surrogates, nothing above U+10FFFF. Refuse everything else where text enters
// a plugin: a second spelling of a character could bypass a check. Pure functions: any thread, no errors, no allocation.
//
// Example:
//
//     bool mayBeTitle(std::string_view text) {
//         return portico::isUtf8(text) && !portico::hasControl(text) && portico::characters(text) <= 80;
//     }
#pragma once

#include <cstddef>
#include <string_view>

namespace portico {

// The length (1 to 4 bytes) of the first character of `text`; 0 if `text` is empty or does not begin with a valid one.
constexpr std::size_t utf8Length(std::string_view text) noexcept {
    if (text.empty()) return 0;
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) return 0;
    for (std::size_t at = 1; at < length; ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80) return 0;
    const auto second = static_cast<unsigned char>(text[1]);
    const bool isShorterWritten = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    const bool isNoCharacter = (first == 0xed && second > 0x9f) || (first == 0xf4 && second > 0x8f);
    return isShorterWritten || isNoCharacter ? 0 : length;
}

// The number of bytes before the first that is not well-formed UTF-8.
constexpr std::size_t utf8Prefix(std::string_view text) noexcept {
    std::size_t good = 0;
    while (const std::size_t length = utf8Length(text.substr(good))) good += length;
    return good;
}

constexpr bool isUtf8(std::string_view text) noexcept { return utf8Prefix(text) == text.size(); }

// The number of Unicode characters of well-formed text.
constexpr std::size_t characters(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
    return count;
}

// True if well-formed text contains a control character: U+0000 to U+001F, DEL, U+0080 to U+009F. `except` are allowed ones.
constexpr bool hasControl(std::string_view text, std::string_view except = {}) noexcept {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte < 0x20 || byte == 0x7f) && except.find(text[at]) == std::string_view::npos) return true;
        if (byte == 0xc2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xa0) return true;
    }
    return false;
}

} // namespace portico
