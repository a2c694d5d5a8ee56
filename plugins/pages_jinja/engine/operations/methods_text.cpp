// SPDX-License-Identifier: Apache-2.0
// Methods of texts.
#include "engine/operations/format.h"
#include "engine/operations/methods.h"
#include "engine/operations/text_methods.h"
#include "engine/operations/text_operations.h"
#include "engine/text/html_entities.h"
#include "engine/text/unicode.h"
#include "engine/value/escape.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"

namespace pages_jinja {

namespace {

template <std::string (*change)(std::string_view)>
Value changed(Rendering& rendering, const Value& self, const Arguments& arguments) {
    Bound("a text's method", arguments, {});
    return likeText(rendering, self, change(self.text()));
}

template <Side side>
Value strip(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return stripped(rendering, self, Bound("strip", arguments, {"chars/"})[0], side);
}

template <char align>
Value justify(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const Bound given("center, ljust or rjust", arguments, {"width/", "fillchar/"}, 1);
    const std::string_view fill = given.has(1) ? intoText(rendering, self, given[1]) : " ";
    if (lengthOf(fill) != 1) fail("the fill must be one character");
    return padded(rendering, self, given.integer(0, 0), align, fill);
}

Value zeroFill(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const std::int64_t width = Bound("zfill", arguments, {"width/"}, 1).integer(0, 0);
    const std::string_view text = self.text();
    const bool isSigned = !text.empty() && (text[0] == '-' || text[0] == '+');
    const Value digits = Value::text(text.substr(isSigned ? 1 : 0), self.isMarkup());
    const Value filled = padded(rendering, digits, width - (isSigned ? 1 : 0), '>', "0");
    return likeText(rendering, self, std::string(text.substr(0, isSigned ? 1 : 0)) + std::string(filled.text()));
}

template <bool atEnd>
Value removeAffix(Rendering&, const Value& self, const Arguments& arguments) {
    const Bound given("removeprefix or removesuffix", arguments, {"affix/"}, 1);
    const std::string_view text = self.text();
    const std::string_view affix = given.text(0, {});
    if (!(atEnd ? text.ends_with(affix) : text.starts_with(affix))) return Value::text(text);
    return Value::text(atEnd ? text.substr(0, text.size() - affix.size()) : text.substr(affix.size()));
}

Value replace(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const Bound given("replace", arguments, {"old/", "new/", "count/"}, 2);
    return replaced(rendering, self, given[0], given[1], given.integer(2, -1));
}

Value join(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return joinedBy(rendering, self, *collected(rendering, Bound("join", arguments, {"items/"}, 1)[0]));
}

template <bool (*is)(char32_t), bool ofNothing = false>
Value all(Rendering&, const Value& self, const Arguments& arguments) {
    Bound("the method", arguments, {});
    std::string_view rest = self.text();
    bool result = ofNothing || !rest.empty();
    for (; result && !rest.empty(); rest.remove_prefix(widthOfFirst(rest))) result = is(firstOf(rest));
    return Value::boolean(result);
}

bool isLetterOrDigit(char32_t c) { return isLetter(c) || isDecimal(c) || isDigit(c) || isNumeric(c); }
bool isAscii(char32_t c) { return c < 0x80; }

Value isIdentifier(Rendering& rendering, const Value& self, const Arguments& arguments) {
    Bound("isidentifier", arguments, {});
    const bool begins = !self.text().empty() && isNameStart(firstOf(self.text()));
    return begins ? all<isNamePart>(rendering, self, arguments) : Value::boolean(false);
}

template <bool upper>
Value isCase(Rendering&, const Value& self, const Arguments& arguments) {
    Bound("islower or isupper", arguments, {});
    return Value::boolean(isAllCase(self.text(), upper));
}

Value isTitle(Rendering&, const Value& self, const Arguments& arguments) {
    Bound("istitle", arguments, {});
    const std::string_view text = self.text();
    return Value::boolean(titleCase(text) == text && lowerCase(text) != upperCase(text));
}

Value format(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return braceFormatted(rendering, self, arguments);
}

Value formatMap(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return braceFormatted(rendering, self, Bound("format_map", arguments, {"mapping/"}, 1)[0]);
}

Value unescape(Rendering& rendering, const Value& self, const Arguments& arguments) {
    Bound("unescape", arguments, {});
    return rendering.copy(unescapedHtml(self.text()));
}

Value stripTags(Rendering& rendering, const Value& self, const Arguments& arguments) {
    Bound("striptags", arguments, {});
    return rendering.copy(withoutTags(self.text()));
}

struct Entry {
    std::string_view name;
    Method method;
};

constexpr Entry methods[] = {
    {"upper", changed<upperCase>},
    {"lower", changed<lowerCase>},
    {"casefold", changed<foldedCase>},
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
    {"startswith", startsWithMethod},
    {"endswith", endsWithMethod},
    {"removeprefix", removeAffix<false>},
    {"removesuffix", removeAffix<true>},
    {"replace", replace},
    {"join", join},
    {"format", format},
    {"format_map", formatMap},
    {"find", findMethod},
    {"rfind", rfindMethod},
    {"index", indexMethod},
    {"rindex", rindexMethod},
    {"count", countMethod},
    {"expandtabs", expandTabsMethod},
    {"translate", translateMethod},
    {"maketrans", makeTransMethod},
    {"center", justify<'^'>},
    {"ljust", justify<'<'>},
    {"rjust", justify<'>'>},
    {"zfill", zeroFill},
    {"isdigit", all<isDigit>},
    {"isdecimal", all<isDecimal>},
    {"isnumeric", all<isNumeric>},
    {"isalpha", all<isLetter>},
    {"isalnum", all<isLetterOrDigit>},
    {"isspace", all<isSpace>},
    {"isascii", all<isAscii, true>},
    {"isprintable", all<isPrintable, true>},
    {"isidentifier", isIdentifier},
    {"isupper", isCase<true>},
    {"islower", isCase<false>},
    {"istitle", isTitle},
};

// For markup only.
constexpr Entry markupMethods[] = {{"striptags", stripTags}, {"unescape", unescape}};

} // namespace

Method textMethod(std::string_view name, bool isMarkup) {
    for (const Entry& entry : methods)
        if (entry.name == name) return entry.method;
    for (const Entry& entry : markupMethods)
        if (isMarkup && entry.name == name) return entry.method;
    return nullptr;
}

} // namespace pages_jinja
