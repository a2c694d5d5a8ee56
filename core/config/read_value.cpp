// SPDX-License-Identifier: Apache-2.0
// One function per type of value; each message says what was expected and what was found.
#include "config/read_value.h"

#include "config/quantity.h"

#include <algorithm>

namespace portico::config {

namespace {

constexpr std::size_t shownLength = 60;

std::string shown(std::string_view text) {
    if (text.size() <= shownLength) return inQuotes(text);
    std::size_t length = shownLength;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80) --length; // cut between characters
    return inQuotes(text.substr(0, length)) + "...";
}

struct Describe {
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return "the integer " + std::to_string(number); }
    std::string operator()(const std::string& text) const { return "the string " + shown(text); }
    std::string operator()(const List&) const { return "a list"; }
    std::string operator()(const Untyped& untyped) const { return shown(untyped.text); }
    std::string operator()(const Foreign& foreign) const { return foreign.what; }
    std::string operator()(const EmptySection&) const { return "an empty section"; }
    std::string operator()(const Unreadable& unreadable) const { return unreadable.why; }
};

Reading mismatch(const Key& key, const std::string& found) {
    return {{}, "must be " + expectation(key) + ", not " + (key.secret ? "the given value" : found)};
}

Type valueType(const Key& key) { return key.type == Type::table ? Type::text : key.type; }

bool needsQuotes(Type type) { return type != Type::integer && type != Type::boolean && type != Type::list; }

// A TOML value must have the type of the key: "8" is not an integer, 30 is not a duration.
std::optional<Value> fromRaw(Type type, const Raw& raw) {
    if (const auto* untyped = std::get_if<Untyped>(&raw)) return parseText(type, untyped->text);
    if (const auto* text = std::get_if<std::string>(&raw))
        return needsQuotes(type) ? parseText(type, *text) : std::nullopt;
    const auto* flag = std::get_if<bool>(&raw);
    if (flag && type == Type::boolean) return *flag;
    const auto* number = std::get_if<std::int64_t>(&raw);
    if (number && type == Type::integer) return *number;
    const auto* list = std::get_if<List>(&raw);
    if (list && type == Type::list) return *list;
    return std::nullopt;
}

// If the default is empty, empty text means "not set", and rules do not apply to it.
bool isAcceptable(const Key& key, const std::string& text) {
    if (!isPlainText(text, key.secret && key.type == Type::text)) return false;
    if (key.type == Type::choice) return std::ranges::find(key.choices, text) != key.choices.end();
    if (text.empty() && key.defaultText.empty() && key.type != Type::list && key.type != Type::table) return true;
    if (key.type == Type::path && !text.starts_with('/')) return false;
    return !key.rule || key.rule->holds(text);
}

Reading checkText(const Key& key, const std::string& text) {
    if (isAcceptable(key, text)) return {text, {}};
    if (!isPlainText(text, true)) return mismatch(key, "text with control characters or broken UTF-8");
    if (!isPlainText(text, false)) return mismatch(key, "one with tabs or line ends");
    return mismatch(key, shown(text));
}

Reading checkList(const Key& key, const List& list) {
    if (list.empty() && !key.defaultText.empty()) return mismatch(key, "an empty list");
    for (const std::string& item : list)
        if (!isAcceptable(key, item)) return mismatch(key, shown(item));
    return {list, {}};
}

Reading checkNumber(const Key& key, std::int64_t number) {
    if (number >= key.leastNumber && number <= key.mostNumber) return {number, {}};
    return mismatch(key, plainText(key, number));
}

List splitList(std::string_view text) {
    if (text.empty() || text == "[]") return {}; // also in the syntax of a file
    List items = split(text, ',');
    for (std::string& item : items) {
        item.erase(0, std::min(item.find_first_not_of(' '), item.size()));
        item.erase(item.find_last_not_of(' ') + 1);
    }
    return items;
}

template <typename T>
std::optional<Value> asValue(const std::optional<T>& parsed) {
    if (!parsed) return std::nullopt;
    return Value{*parsed};
}

} // namespace

std::optional<Value> parseText(Type type, std::string_view text) {
    switch (type) {
    case Type::integer: return asValue(parseInteger(text));
    case Type::duration: return asValue(parseDuration(text));
    case Type::size: return asValue(parseSize(text));
    case Type::list: return splitList(text);
    case Type::boolean:
        if (text != "true" && text != "false") return std::nullopt;
        return text == "true";
    case Type::text:
    case Type::path:
    case Type::choice:
    case Type::table: break;
    }
    return std::string(text);
}

Reading readValue(const Key& key, const Raw& raw) {
    const auto value = fromRaw(valueType(key), raw);
    if (!value) return mismatch(key, std::visit(Describe{}, raw));
    if (const auto* text = std::get_if<std::string>(&*value)) return checkText(key, *text);
    if (const auto* list = std::get_if<List>(&*value)) return checkList(key, *list);
    if (const auto* number = std::get_if<std::int64_t>(&*value)) return checkNumber(key, *number);
    return {*value, {}};
}

} // namespace portico::config
