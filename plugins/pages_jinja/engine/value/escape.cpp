// SPDX-License-Identifier: Apache-2.0
// Escaping examines each byte once and copies whole runs: most text of a page needs no escaping.
#include "engine/value/escape.h"

#include "engine/text/html_entities.h"
#include "engine/text/unicode.h"

#include <array>

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
        const std::size_t end = start == std::string_view::npos ? start : text.find(close, start);
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
    return unescapedHtml(oneSpaced(removed(removed(markup, "<!--", "-->"), "<", ">")));
}

} // namespace pages_jinja
