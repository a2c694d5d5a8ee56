// SPDX-License-Identifier: Apache-2.0
// Escaping looks at each byte once and copies whole runs: most text of a page needs no escaping at all.
#include "escape.h"

#include "unicode.h"

#include <array>
#include <charconv>

namespace pages_jinja {

namespace {

constexpr std::array<bool, 256> special = [] {
    std::array<bool, 256> table{};
    for (const char c : {'&', '<', '>', '\'', '"'}) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

std::string_view entityOf(char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '\'': return "&#39;";
    default: return "&#34;";
    }
}

std::string removed(std::string_view text, std::string_view open, std::string_view close) {
    std::string out;
    for (;;) {
        const std::size_t start = text.find(open);
        const std::size_t end = start == std::string_view::npos ? start : text.find(close, start + open.size());
        if (end == std::string_view::npos) break;
        out += text.substr(0, start);
        text.remove_prefix(end + close.size());
    }
    out += text;
    return out;
}

std::string oneSpaced(std::string_view text) {
    std::string out;
    for (const std::string_view word : wordsOf(text)) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

// "#39", "#x27", "amp": the character, or nothing for an entity that is not known.
std::string characterOf(std::string_view entity) {
    static constexpr std::array<std::pair<std::string_view, char32_t>, 14> names{{{"amp", '&'},
                                                                                  {"lt", '<'},
                                                                                  {"gt", '>'},
                                                                                  {"quot", '"'},
                                                                                  {"apos", '\''},
                                                                                  {"nbsp", 0xa0},
                                                                                  {"copy", 0xa9},
                                                                                  {"reg", 0xae},
                                                                                  {"raquo", 0xbb},
                                                                                  {"laquo", 0xab},
                                                                                  {"hellip", 0x2026},
                                                                                  {"ndash", 0x2013},
                                                                                  {"mdash", 0x2014},
                                                                                  {"euro", 0x20ac}}};
    if (entity.size() > 1 && entity[0] == '#') {
        const bool hex = entity[1] == 'x' || entity[1] == 'X';
        const char* first = entity.data() + (hex ? 2 : 1);
        const char* last = entity.data() + entity.size();
        std::uint32_t code = 0;
        const auto [end, error] = std::from_chars(first, last, code, hex ? 16 : 10);
        return error == std::errc() && end == last && first != last ? encoded(code) : std::string();
    }
    for (const auto& [name, code] : names)
        if (name == entity) return encoded(code);
    return {};
}

std::string unescaped(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t start = text.find('&');
        out += text.substr(0, start);
        if (start == std::string_view::npos) break;
        text.remove_prefix(start);
        const std::size_t end = text.find(';');
        std::string character;
        if (end < 12) character = characterOf(text.substr(1, end - 1));
        out += character.empty() ? std::string_view("&") : std::string_view(character);
        text.remove_prefix(character.empty() ? 1 : end + 1);
    }
    return out;
}

} // namespace

void appendEscaped(Buffer& out, std::string_view text) {
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!special[static_cast<unsigned char>(text[i])]) continue;
        out.append(text.substr(start, i - start));
        out.append(entityOf(text[i]));
        start = i + 1;
    }
    out.append(text.substr(start));
}

std::string withoutTags(std::string_view markup) {
    return unescaped(oneSpaced(removed(removed(markup, "<!--", "-->"), "<", ">")));
}

} // namespace pages_jinja
