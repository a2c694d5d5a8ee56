// SPDX-License-Identifier: Apache-2.0
// Texts are immutable: every operation returns a new one, or a part of the old one.
#include "engine/operations/text_operations.h"

#include "engine/text/unicode.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

namespace pages_jinja {

namespace {

bool isOneOf(std::string_view character, std::string_view characters) {
    while (!characters.empty()) {
        const std::size_t width = widthOfFirst(characters);
        if (characters.substr(0, width) == character) return true;
        characters.remove_prefix(width);
    }
    return false;
}

std::size_t widthOfLast(std::string_view text) {
    std::size_t width = 1;
    while (width < 4 && width < text.size() && (text[text.size() - width] & 0xc0) == 0x80) ++width;
    return width;
}

} // namespace

std::string_view intoText(Rendering& rendering, const Value& text, const Value& argument) {
    if (argument.is(Type::Undefined)) failUndefined(argument);
    if (!argument.is(Type::Text)) fail("expected a text, got " + std::string(typeName(argument)));
    return text.isMarkup() ? escapedValue(rendering.arena, argument).text() : argument.text();
}

Value replaced(Rendering& rendering, const Value& text, const Value& old, const Value& with, std::int64_t count) {
    const std::string_view from = intoText(rendering, text, old);
    const std::string_view to = intoText(rendering, text, with);
    std::string_view rest = text.text();
    TextBuilder out(rendering.arena);
    bool atEnd = false;
    for (; count != 0 && !atEnd; --count) {
        const std::size_t at = rest.find(from);
        if (at == std::string_view::npos) break;
        out.append(rest.substr(0, at));
        out.append(to);
        rest.remove_prefix(at + from.size());
        if (!from.empty()) continue;
        atEnd = rest.empty(); // an empty text is found before every character and at the end
        if (atEnd) break;
        const std::size_t width = widthOfFirst(rest);
        out.append(rest.substr(0, width));
        rest.remove_prefix(width);
    }
    out.append(rest);
    return out.text(text.isMarkup());
}

Value joinedBy(Rendering& rendering, const Value& separator, const Sequence& items) {
    TextBuilder out(rendering.arena);
    bool first = true;
    for (const Value& item : items.items) {
        if (!first) out.append(separator.text());
        first = false;
        if (separator.isMarkup())
            appendForHtml(out, item);
        else if (item.is(Type::Text))
            out.append(item.text());
        else
            fail("join needs texts, got " + std::string(typeName(item)));
    }
    return out.text(separator.isMarkup());
}

Value stripped(Rendering& rendering, const Value& text, const Value& characters, Side side) {
    std::string_view rest = text.text();
    if (characters.isMissing() || characters.is(Type::None)) {
        if (side != Side::Right) rest = trimmedLeft(rest);
        if (side != Side::Left) rest = trimmedRight(rest);
        return Value::text(rest, text.isMarkup());
    }
    const std::string_view set = intoText(rendering, text, characters);
    while (side != Side::Right && !rest.empty() && isOneOf(rest.substr(0, widthOfFirst(rest)), set))
        rest.remove_prefix(widthOfFirst(rest));
    while (side != Side::Left && !rest.empty() && isOneOf(rest.substr(rest.size() - widthOfLast(rest)), set))
        rest.remove_suffix(widthOfLast(rest));
    return Value::text(rest, text.isMarkup());
}

Value padded(Rendering& rendering, const Value& text, std::int64_t width, char align, std::string_view fill) {
    const auto length = static_cast<std::int64_t>(lengthOf(text.text()));
    if (width <= length) return text;
    const std::int64_t missing = width - length;
    // Python's str.center puts the odd space on the left if the width is odd.
    const std::int64_t left = align == '<' ? 0 : align == '>' ? missing : missing / 2 + (missing & width & 1);
    TextBuilder out(rendering.arena);
    for (std::int64_t i = 0; i < left; ++i) out.append(fill);
    out.append(text.text());
    for (std::int64_t i = left; i < missing; ++i) out.append(fill);
    return out.text(text.isMarkup());
}

} // namespace pages_jinja
