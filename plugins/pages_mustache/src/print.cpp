// SPDX-License-Identifier: Apache-2.0
// Prints values into a page.
#include "print.h"

#include <portico/error.hpp>

#include <array>
#include <charconv>

namespace pages_mustache {

namespace {

std::string_view reference(char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return "&#39;";
    }
}

template <class Number>
void appendNumber(std::string& out, Number number) {
    std::array<char, 32> digits{}; // the longest double has 24 characters
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

} // namespace

void appendEscaped(std::string& out, std::string_view text) {
    for (;;) {
        const std::size_t special = text.find_first_of("&<>\"'");
        out += text.substr(0, special);
        if (special == std::string_view::npos) return;
        out += reference(text[special]);
        text.remove_prefix(special + 1);
    }
}

void appendRaw(std::string& out, const portico_value& value) {
    switch (value.type) {
    case PORTICO_BOOLEAN: out += value.as.integer != 0 ? "true" : "false"; return;
    case PORTICO_INTEGER: return appendNumber(out, value.as.integer);
    case PORTICO_REAL: return appendNumber(out, value.as.real);
    case PORTICO_TEXT: out += portico::view(value.as.text); return;
    default: return;
    }
}

} // namespace pages_mustache
