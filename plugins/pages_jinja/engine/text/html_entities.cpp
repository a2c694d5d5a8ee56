// SPDX-License-Identifier: Apache-2.0
// The rules are those of Python's html.unescape, which are those of HTML except for references in attributes.
#include "engine/text/html_entities.h"

#include "engine/text/unicode.h"

#include <array>
#include <charconv>
#include <optional>

namespace pages_jinja {

namespace {

constexpr std::size_t longestName = 32;

// The code points of the entity with that name, such as "2242+338".
std::optional<std::string_view> codesOf(std::string_view name) {
    std::size_t low = 0, high = htmlEntities.size(); // both at the start of an entry
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const std::size_t before = htmlEntities.rfind(' ', middle);
        const std::size_t begin = before == std::string_view::npos || before < low ? low : before + 1;
        if (begin >= high) return std::nullopt;
        const std::size_t colon = htmlEntities.find(':', begin);
        const std::size_t end = htmlEntities.find(' ', colon);
        const int order = htmlEntities.substr(begin, colon - begin).compare(name);
        if (order == 0) return htmlEntities.substr(colon + 1, end - colon - 1);
        if (order < 0)
            low = end + 1;
        else
            high = begin;
    }
    return std::nullopt;
}

std::string charactersOf(std::string_view codes) {
    std::string characters;
    while (!codes.empty()) {
        std::uint32_t code = 0;
        const char* end = std::from_chars(codes.data(), codes.data() + codes.size(), code, 16).ptr;
        characters += encoded(code);
        codes.remove_prefix(static_cast<std::size_t>(end - codes.data()));
        if (!codes.empty()) codes.remove_prefix(1);
    }
    return characters;
}

// How browsers interpret numbers that were meant in the Windows character set.
constexpr std::array<char32_t, 32> windows{0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                           0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
                                           0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                           0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

std::string characterOf(std::uint32_t code) {
    if (code == 0 || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) return "\xef\xbf\xbd";
    if (code == '\r') return "\r";
    if (code >= 0x80 && code <= 0x9f) return encoded(windows[code - 0x80]);
    const bool isControl = code < 0x20 && code != '\t' && code != '\n' && code != '\f';
    const bool isNone = code == 0x7f || code == 0xb || (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) == 0xfffe;
    return isControl || isNone ? std::string() : encoded(code);
}

bool isReferenceDigit(char c, int base) {
    return (c >= '0' && c <= '9') || (base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
}

// One reference after its '&': its meaning and its length in bytes.
struct Reference {
    std::string characters;
    std::size_t size = 0; // 0: not a reference
};

Reference numbered(std::string_view rest) { // starting at '#'
    const int base = rest.size() > 1 && (rest[1] == 'x' || rest[1] == 'X') ? 16 : 10;
    const std::size_t begin = base == 16 ? 2 : 1;
    std::size_t end = begin;
    while (end < rest.size() && isReferenceDigit(rest[end], base)) ++end;
    if (end == begin) return {};
    std::uint32_t code = 0;
    if (std::from_chars(rest.data() + begin, rest.data() + end, code, base).ec != std::errc()) code = 0x110000;
    return {characterOf(code), end + (rest.substr(end, 1) == ";" ? 1 : 0)};
}

Reference named(std::string_view rest) {
    std::size_t size = 0; // of the longest name that can stand there
    for (std::size_t count = 0; size < rest.size() && count < longestName; ++count) {
        if (std::string_view("\t\n\f <&#;").find(rest[size]) != std::string_view::npos) break;
        size += widthOfFirst(rest.substr(size));
    }
    if (size == 0) return {};
    if (rest.substr(size, 1) == ";")
        if (const auto codes = codesOf(rest.substr(0, size + 1))) return {charactersOf(*codes), size + 1};
    for (; size > 1; --size) // "&notit" is "&not" and "it"
        if (const auto codes = codesOf(rest.substr(0, size))) return {charactersOf(*codes), size};
    return {};
}

} // namespace

std::string unescapedHtml(std::string_view text) {
    std::string out;
    for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&')) {
        out += text.substr(0, at);
        text.remove_prefix(at + 1);
        const Reference found = text.starts_with('#') ? numbered(text) : named(text);
        out += found.size == 0 ? std::string_view("&") : std::string_view(found.characters);
        text.remove_prefix(found.size);
    }
    return out += text;
}

} // namespace pages_jinja
