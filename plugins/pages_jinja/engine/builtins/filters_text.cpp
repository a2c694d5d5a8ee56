// SPDX-License-Identifier: Apache-2.0
// Filters that turn one text into another.
#include "engine/builtins/filters.h"
#include "engine/operations/format.h"
#include "engine/operations/text_operations.h"
#include "engine/text/unicode.h"
#include "engine/text/word_wrap.h"
#include "engine/value/escape.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

namespace pages_jinja {

namespace {

template <std::string (*change)(std::string_view)>
Value changed(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("the filter", arguments, {});
    const Value text = softText(r.arena, value);
    return likeText(r, text, change(text.text()));
}

bool beginsWord(char32_t c) {
    return isSpace(c) || (c < 0x80 && std::string_view("-({[<").find(static_cast<char>(c)) != std::string_view::npos);
}

// Unlike str.title(), a letter after an apostrophe stays lowercase.
Value title(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("title", arguments, {});
    const Value text = softText(r.arena, value);
    std::string out;
    bool first = true;
    for (std::string_view rest = text.text(); !rest.empty();) {
        const std::size_t width = widthOfFirst(rest);
        out += first ? upperCase(rest.substr(0, width)) : lowerCase(rest.substr(0, width));
        first = beginsWord(firstOf(rest));
        rest.remove_prefix(width);
    }
    return r.copy(out);
}

Value trim(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("trim", arguments, {"chars"});
    return stripped(r, softText(r.arena, value), given[0], Side::Both);
}

Value replace(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("replace", arguments, {"old", "new", "count"}, 2);
    const std::int64_t count = given.has(2) && given[2].is(Type::None) ? -1 : given.integer(2, -1);
    const Value old = softText(r.arena, given[0]);
    const Value with = softText(r.arena, given[1]);
    const auto plain = [](const Value& text) { return Value::text(text.text()); };
    if (!r.autoescape()) return replaced(r, plain(softText(r.arena, value)), plain(old), plain(with), count);
    const bool escapes = isHtml(given[0]) || (isHtml(given[1]) && !isHtml(value));
    const Value text = escapes ? escapedValue(r.arena, value) : softText(r.arena, value);
    return replaced(r, text, old, with, count);
}

Value truncate(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("truncate", arguments, {"length", "killwords", "end", "leeway"});
    const std::int64_t length = given.integer(0, 255);
    const Value end = given.value(2, Value::text("..."));
    if (!end.is(Type::Text)) fail("truncate: 'end' must be a text");
    const auto endLength = static_cast<std::int64_t>(lengthOf(end.text()));
    const std::int64_t leeway = given.has(3) && given[3].is(Type::None) ? 5 : given.integer(3, 5);
    if (length < endLength) fail("truncate: the length must be at least that of 'end'");
    if (leeway < 0) fail("truncate: the leeway must not be negative");
    const auto whole = lengthOfValue(value);
    if (whole && static_cast<std::int64_t>(*whole) <= length + leeway) return value;
    if (!value.is(Type::Text)) fail("truncate needs a text, got " + std::string(typeName(value)));
    std::string_view kept = cut(value.text(), 0, static_cast<std::size_t>(length - endLength));
    if (!given.flag(1)) kept = kept.substr(0, kept.rfind(' '));
    const bool markup = value.isMarkup() || end.isMarkup();
    TextBuilder text(r.arena);
    if (markup) {
        appendForHtml(text, Value::text(kept, value.isMarkup()));
        appendForHtml(text, end);
    } else {
        text.append(kept);
        text.append(end.text());
    }
    return text.text(markup);
}

Value center(Rendering& r, const Value& value, const Arguments& arguments) {
    return padded(r, softText(r.arena, value), Bound("center", arguments, {"width"}).integer(0, 80), '^', " ");
}

Value indent(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("indent", arguments, {"width", "first", "blank"});
    if (value.is(Type::Undefined)) failUndefined(value);
    if (!value.is(Type::Text)) fail("indent needs a text, got " + std::string(typeName(value)));
    TextBuilder spaces(r.arena);
    if (given.has(0) && given[0].is(Type::Text))
        spaces.append(given[0].text());
    else
        spaces.append(static_cast<std::size_t>(std::max<std::int64_t>(given.integer(0, 4), 0)), ' ');
    const std::string withEnd = std::string(value.text()) + "\n";
    TextBuilder text(r.arena);
    bool isFirst = true;
    for (const std::string_view line : linesOf(withEnd)) {
        if (!isFirst) text.push('\n');
        if (isFirst ? given.flag(1) : (given.flag(2) || !line.empty())) text.append(spaces.str());
        isFirst = false;
        text.append(line);
    }
    return text.text(value.isMarkup());
}

Value wordCount(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("wordcount", arguments, {});
    const Value text = softText(r.arena, value);
    std::int64_t words = 0;
    bool inside = false;
    for (std::string_view rest = text.text(); !rest.empty(); rest.remove_prefix(widthOfFirst(rest))) {
        const bool word = isWordCharacter(firstOf(rest));
        words += word && !inside ? 1 : 0;
        inside = word;
    }
    return Value::integer(words);
}

Value wordWrap(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("wordwrap", arguments, {"width", "break_long_words", "wrapstring", "break_on_hyphens"});
    if (value.is(Type::Undefined)) failUndefined(value);
    if (!value.is(Type::Text)) fail("wordwrap needs a text, got " + std::string(typeName(value)));
    const std::int64_t width = given.integer(0, 79);
    if (width <= 0 && !value.text().empty()) fail("wordwrap: the width must be more than 0");
    const WrapOptions options{static_cast<std::size_t>(std::max<std::int64_t>(width, 1)),
                              !given.has(1) || given.flag(1), !given.has(3) || given.flag(3)};
    const bool none = !given.has(2) || given[2].is(Type::None);
    const std::string_view between = none ? std::string_view("\n") : given.text(2, {});
    TextBuilder text(r.arena);
    bool first = true;
    for (const std::string_view paragraph : linesOf(value.text())) {
        const std::vector<std::string> lines = wrapped(paragraph, options);
        if (!first) text.append(between);
        first = false;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (i != 0) text.append(between);
            text.append(lines[i]);
        }
    }
    return text.text();
}

Value format(Rendering& r, const Value& value, const Arguments& arguments) {
    const Value text = softText(r.arena, value);
    if (!arguments.named.empty() && !arguments.positional.empty())
        fail("format takes arguments by position or by name, not both");
    if (arguments.named.empty()) {
        Sequence* items = r.newSequence();
        items->items.assign(arguments.positional.begin(), arguments.positional.end());
        return percentFormatted(r, text, Value::tuple(items));
    }
    Map* map = r.newMap();
    for (const auto& [name, argument] : arguments.named) map->set(Value::text(name), argument);
    return percentFormatted(r, text, Value::map(map));
}

Value stripTags(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("striptags", arguments, {});
    return r.copy(withoutTags(softText(r.arena, value).text()));
}

Value string(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("string", arguments, {});
    return softText(r.arena, value);
}

constexpr NamedFilter filters[] = {
    {"upper", changed<upperCase>},
    {"lower", changed<lowerCase>},
    {"capitalize", changed<capitalized>},
    {"title", title},
    {"trim", trim},
    {"replace", replace},
    {"truncate", truncate},
    {"center", center},
    {"indent", indent},
    {"wordcount", wordCount},
    {"wordwrap", wordWrap},
    {"format", format},
    {"striptags", stripTags},
    {"string", string},
};

} // namespace

std::span<const NamedFilter> textFilters() { return filters; }

} // namespace pages_jinja
