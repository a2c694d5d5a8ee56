// SPDX-License-Identifier: Apache-2.0
// Filters for page output: escaping, defaults, JSON, URLs, attributes.
#include "engine/builtins/filters.h"
#include "engine/builtins/json.h"
#include "engine/builtins/links.h"
#include "engine/operations/access.h"
#include "engine/operations/methods.h"
#include "engine/text/unicode.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

#include <algorithm>
#include <set>

namespace pages_jinja {

namespace {

Value escape(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("escape", arguments, {});
    return escapedValue(r.arena, value);
}

Value forceEscape(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("forceescape", arguments, {});
    return escapedValue(r.arena, Value::text(softText(r.arena, value).text()));
}

Value safe(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("safe", arguments, {});
    return Value::markup(softText(r.arena, value).text());
}

Value otherwise(Rendering&, const Value& value, const Arguments& arguments) {
    const Bound given("default", arguments, {"default_value", "boolean"});
    const bool replaced = value.is(Type::Undefined) || (given.flag(1) && !truth(value));
    return replaced ? given.value(0, Value::text({})) : value;
}

Value attribute(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("attr", arguments, {"name"}, 1);
    if (value.is(Type::Undefined)) failUndefined(value);
    Value found;
    const std::string_view name = given.text(0, {});
    if (value.is(Type::Object) ? value.object().attribute(r, name, found) : findMethod(r, value, name, found))
        return found;
    if (value.isGroup()) return attributeOf(r, value, name);
    return Value::undefined(r.arena.copy("there is no attribute '" + std::string(name) + "'"), true);
}

Value toJson(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("tojson", arguments, {"indent"});
    std::string indent;
    const bool lines = given.has(0) && !given[0].is(Type::None);
    if (lines && given[0].is(Type::Text))
        indent = given[0].text();
    else if (lines)
        indent.assign(static_cast<std::size_t>(std::clamp<std::int64_t>(given.integer(0, 0), 0, 1000)), ' ');
    TextBuilder text(r.arena);
    appendJson(text, value, lines ? &indent : nullptr);
    return text.text(true);
}

Value urlEncode(Rendering& r, const Value& value, const Arguments& arguments) {
    Bound("urlencode", arguments, {});
    TextBuilder text(r.arena);
    if (value.is(Type::Text) || !isIterable(value)) {
        appendUrlQuoted(text, softText(r.arena, value).text(), false);
        return text.text();
    }
    Iterator iterator(r, value.is(Type::Map) ? mapItems(r, value.map()) : value);
    bool first = true;
    for (Value pair; iterator.next(pair); first = false) {
        const Sequence* both = collected(r, pair);
        if (both->items.size() != 2) fail("urlencode needs a text, a dict, or pairs of name and value");
        if (!first) text.push('&');
        appendUrlQuoted(text, softText(r.arena, both->items[0]).text(), true);
        text.push('=');
        appendUrlQuoted(text, softText(r.arena, both->items[1]).text(), true);
    }
    return text.text();
}

Value xmlAttributes(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("xmlattr", arguments, {"autospace"});
    if (value.is(Type::Undefined)) failUndefined(value);
    if (!value.is(Type::Map)) fail("xmlattr needs a dict, got " + std::string(typeName(value)));
    TextBuilder text(r.arena);
    for (const auto& [key, item] : value.map().entries()) {
        if (item.is(Type::None) || item.is(Type::Undefined)) continue;
        if (!key.is(Type::Text)) fail("xmlattr: the names of attributes must be texts");
        if (key.text().find_first_of(" \t\n\r\f\v/>=") != std::string_view::npos)
            fail("xmlattr: invalid character in the attribute name '" + std::string(key.text()) + "'");
        if (text.size() != 0 || !given.has(0) || given.flag(0)) text.push(' ');
        appendForHtml(text, key);
        text.append("=\"");
        appendForHtml(text, item);
        text.push('"');
    }
    return text.text(r.autoescape());
}

std::string relOf(const Bound& given) {
    std::set<std::string_view> words{"noopener"};
    if (given.has(3) && !given[3].is(Type::None))
        for (const std::string_view word : wordsOf(given.text(3, {}))) words.insert(word);
    if (given.flag(1)) words.insert("nofollow");
    std::string rel;
    for (const std::string_view word : words) rel += (rel.empty() ? "" : " ") + std::string(word);
    return rel;
}

Value urlize(Rendering& r, const Value& value, const Arguments& arguments) {
    const Bound given("urlize", arguments, {"trim_url_limit", "nofollow", "target", "rel", "extra_schemes"});
    LinkOptions options;
    if (given.has(0) && !given[0].is(Type::None)) options.trimAt = given.integer(0, 0);
    options.rel = relOf(given);
    if (given.has(2) && !given[2].is(Type::None)) options.target = given.text(2, {});
    if (given.has(4) && !given[4].is(Type::None))
        for (const Value& scheme : collected(r, given[4])->items) {
            if (!scheme.is(Type::Text) || !isScheme(scheme.text())) fail("urlize: a scheme is written like 'ftp://'");
            options.schemes.push_back(scheme.text());
        }
    TextBuilder text(r.arena);
    appendWithLinks(text, escapedValue(r.arena, value).text(), options);
    return text.text(r.autoescape());
}

constexpr NamedFilter filters[] = {
    {"escape", escape},           {"e", escape},
    {"forceescape", forceEscape}, {"safe", safe},
    {"default", otherwise},       {"d", otherwise},
    {"attr", attribute},          {"tojson", toJson},
    {"urlencode", urlEncode},     {"xmlattr", xmlAttributes},
    {"urlize", urlize},
};

} // namespace

std::span<const NamedFilter> pageFilters() { return filters; }

} // namespace pages_jinja
