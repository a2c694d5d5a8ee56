// SPDX-License-Identifier: Apache-2.0
// Printing. Containers print the repr of their items, which may be containers: the depth is bounded.
#include "engine/value/print.h"

#include "engine/text/unicode.h"
#include "engine/value/containers.h"
#include "engine/value/escape.h"
#include "engine/value/object.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace pages_jinja {

namespace {

void appendInteger(Buffer& out, std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append({digits, static_cast<std::size_t>(end - digits)});
}

void appendCodeEscape(Buffer& out, char32_t c) {
    char text[12];
    const char* format = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
    const int size = std::snprintf(text, sizeof text, format, static_cast<unsigned>(c));
    out.append({text, static_cast<std::size_t>(size)});
}

void appendQuoted(Buffer& out, std::string_view text) {
    const bool doubled = text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
    const char quote = doubled ? '"' : '\'';
    out.push(quote);
    while (!text.empty()) {
        const std::size_t width = widthOfFirst(text);
        const char32_t c = firstOf(text);
        if (c == '\n')
            out.append("\\n");
        else if (c == '\r')
            out.append("\\r");
        else if (c == '\t')
            out.append("\\t");
        else if (c == '\\' || c == static_cast<char32_t>(quote))
            out.push('\\'), out.push(text[0]);
        else if (!isPrintable(c))
            appendCodeEscape(out, c);
        else
            out.append(text.substr(0, width));
        text.remove_prefix(width);
    }
    out.push(quote);
}

void appendReprAt(Buffer& out, const Value& value, int depth);

void appendItems(Buffer& out, const Sequence& sequence, int depth) {
    bool first = true;
    for (const Value& item : sequence.items) {
        if (!first) out.append(", ");
        first = false;
        appendReprAt(out, item, depth + 1);
    }
}

void appendMap(Buffer& out, const Map& map, int depth) {
    out.push('{');
    bool first = true;
    for (const Map::Entry& entry : map.entries()) {
        if (!first) out.append(", ");
        first = false;
        appendReprAt(out, entry.key, depth + 1);
        out.append(": ");
        appendReprAt(out, entry.value, depth + 1);
    }
    out.push('}');
}

void appendReprAt(Buffer& out, const Value& value, int depth) {
    mustNotBeTooDeep(depth);
    switch (value.type()) {
    case Type::Undefined: return out.append("Undefined");
    case Type::Text:
        if (value.isMarkup()) out.append("Markup(");
        appendQuoted(out, value.text());
        if (value.isMarkup()) out.push(')');
        return;
    case Type::List:
        out.push('[');
        appendItems(out, value.sequence(), depth);
        return out.push(']');
    case Type::Tuple:
        out.push('(');
        appendItems(out, value.sequence(), depth);
        return out.append(value.sequence().items.size() == 1 ? ",)" : ")");
    case Type::Map: return appendMap(out, value.map(), depth);
    default: return appendText(out, value);
    }
}

} // namespace

std::string realText(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    char text[40];
    const double size = std::abs(value);
    const bool scientific = size != 0 && (size < 1e-4 || size >= 1e16);
    const auto format = scientific ? std::chars_format::scientific : std::chars_format::fixed;
    const auto end = std::to_chars(text, text + sizeof text, value, format).ptr;
    std::string out(text, end);
    if (!scientific && out.find('.') == std::string::npos) out += ".0";
    return out;
}

void appendText(Buffer& out, const Value& value) {
    switch (value.type()) {
    case Type::Missing:
    case Type::Undefined: return;
    case Type::None: return out.append("None");
    case Type::Boolean: return out.append(value.boolean() ? "True" : "False");
    case Type::Integer: return appendInteger(out, value.integer());
    case Type::Real: return out.append(realText(value.real()));
    case Type::Text: return out.append(value.text());
    case Type::Object: return value.object().print(out);
    default: return appendReprAt(out, value, 0);
    }
}

void appendRepr(Buffer& out, const Value& value) { appendReprAt(out, value, 0); }

bool isHtml(const Value& value) { return value.isMarkup() || (value.is(Type::Object) && value.object().isHtml()); }

void appendForHtml(Buffer& out, const Value& value) {
    if (value.is(Type::Text) && !value.isMarkup()) return appendEscaped(out, value.text());
    const bool plain = value.type() < Type::Text || isHtml(value);
    if (plain) return appendText(out, value);
    std::string printed;
    Buffer text(printed, out.limit(), "output");
    appendText(text, value);
    appendEscaped(out, printed);
}

Value softText(Arena& arena, const Value& value) {
    if (value.is(Type::Text)) return value;
    TextBuilder text(arena);
    appendText(text, value);
    return text.text();
}

Value escapedValue(Arena& arena, const Value& value) {
    if (value.isMarkup()) return value;
    TextBuilder text(arena);
    appendForHtml(text, value);
    return text.text(true);
}

} // namespace pages_jinja
