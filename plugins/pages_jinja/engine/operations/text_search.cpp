// SPDX-License-Identifier: Apache-2.0
// Positions are counted in characters; negative ones from the end.
#include "engine/operations/text_methods.h"

#include "engine/text/unicode.h"
#include "engine/value/object.h"

#include <algorithm>
#include <optional>

namespace pages_jinja {

namespace {

// The searched part, and where it begins in the whole text.
struct Window {
    std::string_view text;
    std::int64_t start;
};

std::int64_t placeOf(const Bound& given, std::size_t index, std::int64_t length, std::int64_t otherwise) {
    if (given.has(index) && given[index].is(Type::None)) return otherwise;
    const std::int64_t at = given.integer(index, otherwise);
    return at < 0 ? std::max<std::int64_t>(at + length, 0) : at;
}

// Nothing if the end is before the start; then not even an empty text is found.
std::optional<Window> windowOf(const Value& self, const Bound& given) {
    const auto length = static_cast<std::int64_t>(lengthOf(self.text()));
    const std::int64_t start = placeOf(given, 1, length, 0);
    const std::int64_t end = std::min(placeOf(given, 2, length, length), length);
    if (start > end) return std::nullopt;
    return Window{cut(self.text(), static_cast<std::size_t>(start), static_cast<std::size_t>(end)), start};
}

// -1 if it is not found.
std::int64_t positionIn(const Value& self, const Arguments& arguments, std::string_view function, bool last) {
    const Bound given(function, arguments, {"part/", "start/", "end/"}, 1);
    const std::string_view part = given.text(0, {});
    const auto window = windowOf(self, given);
    if (!window) return -1;
    const std::size_t at = last ? window->text.rfind(part) : window->text.find(part);
    if (at == std::string_view::npos) return -1;
    return window->start + static_cast<std::int64_t>(lengthOf(window->text.substr(0, at)));
}

Value indexOf(const Value& self, const Arguments& arguments, std::string_view function, bool last) {
    const std::int64_t at = positionIn(self, arguments, function, last);
    if (at < 0) fail(std::string(function) + ": the text does not contain that");
    return Value::integer(at);
}

bool matches(std::string_view text, const Value& affix, bool atEnd) {
    if (!affix.is(Type::Text)) fail("startswith and endswith need a text, got " + std::string(typeName(affix)));
    return atEnd ? text.ends_with(affix.text()) : text.starts_with(affix.text());
}

Value hasAffix(const Value& self, const Arguments& arguments, std::string_view function, bool atEnd) {
    const Bound given(function, arguments, {"affix/", "start/", "end/"}, 1);
    const auto window = windowOf(self, given);
    const auto isThere = [&](const Value& affix) {
        return matches(window ? window->text : std::string_view(), affix, atEnd) && window.has_value();
    };
    if (!given[0].is(Type::Tuple)) return Value::boolean(isThere(given[0]));
    const auto& affixes = given[0].sequence().items;
    return Value::boolean(std::any_of(affixes.begin(), affixes.end(), isThere));
}

} // namespace

Value findMethod(Rendering&, const Value& self, const Arguments& arguments) {
    return Value::integer(positionIn(self, arguments, "find", false));
}
Value rfindMethod(Rendering&, const Value& self, const Arguments& arguments) {
    return Value::integer(positionIn(self, arguments, "rfind", true));
}
Value indexMethod(Rendering&, const Value& self, const Arguments& arguments) {
    return indexOf(self, arguments, "index", false);
}
Value rindexMethod(Rendering&, const Value& self, const Arguments& arguments) {
    return indexOf(self, arguments, "rindex", true);
}

Value countMethod(Rendering&, const Value& self, const Arguments& arguments) {
    const Bound given("count", arguments, {"part/", "start/", "end/"}, 1);
    const std::string_view part = given.text(0, {});
    const auto window = windowOf(self, given);
    if (!window) return Value::integer(0);
    if (part.empty()) return Value::integer(static_cast<std::int64_t>(lengthOf(window->text)) + 1);
    std::int64_t found = 0;
    for (std::size_t at = window->text.find(part); at != std::string_view::npos; ++found)
        at = window->text.find(part, at + part.size());
    return Value::integer(found);
}

Value startsWithMethod(Rendering&, const Value& self, const Arguments& arguments) {
    return hasAffix(self, arguments, "startswith", false);
}
Value endsWithMethod(Rendering&, const Value& self, const Arguments& arguments) {
    return hasAffix(self, arguments, "endswith", true);
}

} // namespace pages_jinja
