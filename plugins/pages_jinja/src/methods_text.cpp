// SPDX-License-Identifier: Apache-2.0
// Methods of texts.
#include "brace_format.h"
#include "escape.h"
#include "iterate.h"
#include "methods.h"
#include "object.h"
#include "text_operations.h"
#include "text_split.h"
#include "unicode.h"

namespace pages_jinja {

namespace {

template <std::string (*change)(std::string_view)>
Value changed(Rendering& rendering, const Value& self, const Arguments& arguments) {
    Bound("a text's method", arguments, {});
    return likeText(rendering, self, change(self.text()));
}

template <Side side>
Value strip(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return stripped(rendering, self, Bound("strip", arguments, {"chars"})[0], side);
}

template <char align>
Value justify(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const Bound given("center, ljust or rjust", arguments, {"width", "fillchar"}, 1);
    const std::string_view fill = given.has(1) ? intoText(rendering, self, given[1]) : " ";
    if (lengthOf(fill) != 1) fail("the fill must be one character");
    return padded(rendering, self, given.integer(0, 0), align, fill);
}

Value zeroFill(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const std::int64_t width = Bound("zfill", arguments, {"width"}, 1).integer(0, 0);
    const std::string_view text = self.text();
    const bool isSigned = !text.empty() && (text[0] == '-' || text[0] == '+');
    const Value digits = Value::text(text.substr(isSigned ? 1 : 0), self.isMarkup());
    const Value filled = padded(rendering, digits, width - (isSigned ? 1 : 0), '>', "0");
    return likeText(rendering, self, std::string(text.substr(0, isSigned ? 1 : 0)) + std::string(filled.text()));
}

bool matches(Rendering& rendering, const Value& self, const Value& part, bool atEnd) {
    if (part.is(Type::Tuple)) {
        for (const Value& one : part.sequence().items)
            if (matches(rendering, self, one, atEnd)) return true;
        return false;
    }
    if (!part.is(Type::Text)) fail("startswith and endswith need a text, got " + std::string(typeName(part)));
    return atEnd ? self.text().ends_with(part.text()) : self.text().starts_with(part.text());
}

template <bool atEnd>
Value affix(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return Value::boolean(matches(rendering, self, Bound("startswith", arguments, {"affix"}, 1)[0], atEnd));
}

template <bool atEnd>
Value removeAffix(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const Bound given("removeprefix", arguments, {"affix"}, 1);
    const std::string_view text = self.text();
    const std::size_t size = given.text(0, {}).size();
    if (!matches(rendering, self, given[0], atEnd)) return Value::text(text);
    return Value::text(atEnd ? text.substr(0, text.size() - size) : text.substr(size));
}

Value replace(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const Bound given("replace", arguments, {"old", "new", "count"}, 2);
    return replaced(rendering, self, given[0], given[1], given.integer(2, -1));
}

Value join(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return joinedBy(rendering, self, *collected(rendering, Bound("join", arguments, {"items"}, 1)[0]));
}

// Positions are counted in characters; -1 if the part is not there.
std::int64_t positionIn(const Value& self, const Arguments& arguments, bool last) {
    const Bound given("find", arguments, {"part"}, 1);
    const std::string_view part = given.text(0, {});
    const std::size_t at = last ? self.text().rfind(part) : self.text().find(part);
    return at == std::string_view::npos ? -1 : static_cast<std::int64_t>(lengthOf(self.text().substr(0, at)));
}

template <bool last, bool must>
Value find(Rendering&, const Value& self, const Arguments& arguments) {
    const std::int64_t at = positionIn(self, arguments, last);
    if (must && at < 0) fail("index: the text does not contain that");
    return Value::integer(at);
}

Value count(Rendering&, const Value& self, const Arguments& arguments) {
    const Bound given("count", arguments, {"part"}, 1);
    const std::string_view part = given.text(0, {});
    if (part.empty()) return Value::integer(static_cast<std::int64_t>(lengthOf(self.text())) + 1);
    std::int64_t found = 0;
    for (std::size_t at = self.text().find(part); at != std::string_view::npos; ++found)
        at = self.text().find(part, at + part.size());
    return Value::integer(found);
}

template <bool (*is)(char32_t)>
Value all(Rendering&, const Value& self, const Arguments&) {
    std::string_view rest = self.text();
    bool result = !rest.empty();
    for (; result && !rest.empty(); rest.remove_prefix(widthOfFirst(rest))) result = is(firstOf(rest));
    return Value::boolean(result);
}

bool isLetterOrDigit(char32_t c) { return c != '_' && isWordCharacter(c); }

template <bool upper>
Value isCase(Rendering&, const Value& self, const Arguments&) {
    return Value::boolean(isAllCase(self.text(), upper));
}

Value isTitle(Rendering&, const Value& self, const Arguments&) {
    const std::string_view text = self.text();
    return Value::boolean(titleCase(text) == text && lowerCase(text) != upperCase(text));
}

Value format(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return braceFormatted(rendering, self, arguments);
}

Value stripTags(Rendering& rendering, const Value& self, const Arguments&) {
    return rendering.copy(withoutTags(self.text()));
}

struct Entry {
    std::string_view name;
    Method method;
};

constexpr Entry methods[] = {
    {"upper", changed<upperCase>},
    {"lower", changed<lowerCase>},
    {"casefold", changed<lowerCase>},
    {"title", changed<titleCase>},
    {"capitalize", changed<capitalized>},
    {"swapcase", changed<swappedCase>},
    {"strip", strip<Side::Both>},
    {"lstrip", strip<Side::Left>},
    {"rstrip", strip<Side::Right>},
    {"split", splitMethod},
    {"rsplit", rsplitMethod},
    {"splitlines", splitLinesMethod},
    {"partition", partitionMethod},
    {"rpartition", rpartitionMethod},
    {"startswith", affix<false>},
    {"endswith", affix<true>},
    {"removeprefix", removeAffix<false>},
    {"removesuffix", removeAffix<true>},
    {"replace", replace},
    {"join", join},
    {"format", format},
    {"find", find<false, false>},
    {"rfind", find<true, false>},
    {"index", find<false, true>},
    {"rindex", find<true, true>},
    {"count", count},
    {"center", justify<'^'>},
    {"ljust", justify<'<'>},
    {"rjust", justify<'>'>},
    {"zfill", zeroFill},
    {"isdigit", all<isDigit>},
    {"isdecimal", all<isDigit>},
    {"isnumeric", all<isDigit>},
    {"isalpha", all<isLetter>},
    {"isalnum", all<isLetterOrDigit>},
    {"isspace", all<isSpace>},
    {"isupper", isCase<true>},
    {"islower", isCase<false>},
    {"istitle", isTitle},
    {"striptags", stripTags},
};

} // namespace

Method textMethod(std::string_view name) {
    for (const Entry& entry : methods)
        if (entry.name == name) return entry.method;
    return nullptr;
}

} // namespace pages_jinja
