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
    std::string operator()(double) const { return "a number with a fraction"; }
    std::string operator()(const std::string& text) const { return "the string " + shown(text); }
    std::string operator()(const List&) const { return "a list"; }
    std::string operator()(const Numbers&) const { return "a list of integers"; }
    std::string operator()(const RawRows&) const { return "a list of tables"; }
    std::string operator()(const Untyped& untyped) const { return shown(untyped.text); }
    std::string operator()(const Foreign& foreign) const { return foreign.what; }
    std::string operator()(const EmptySection&) const { return "an empty section"; }
    std::string operator()(const Unreadable& unreadable) const { return unreadable.why; }
};

Reading mismatch(const Key& key, const std::string& found) {
    return {{}, "must be " + expectation(key) + ", not " + (key.secret ? "the given value" : found)};
}

Type valueType(const Key& key) { return key.type == Type::table ? Type::text : key.type; }

bool needsQuotes(Type type) { return type != Type::integer && type != Type::number && type != Type::boolean; }

std::optional<Value> itemsFrom(Type item, List texts) {
    if (!isWhole(item)) return Value(std::move(texts));
    Numbers numbers;
    for (const std::string& text : texts) {
        const auto number = parseText(item, text);
        if (!number) return std::nullopt;
        numbers.push_back(std::get<std::int64_t>(*number));
    }
    return Value(std::move(numbers));
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

std::optional<Value> listFrom(const Key& key, const Raw& raw) {
    const Type item = key.item;
    const auto* text = std::get_if<std::string>(&raw);
    if (text != nullptr && key.orOne) return itemsFrom(item, text->empty() ? List{} : List{*text});
    if (const auto* untyped = std::get_if<Untyped>(&raw)) return itemsFrom(item, splitList(untyped->text));
    if (const auto* numbers = std::get_if<Numbers>(&raw))
        return item == Type::integer ? std::optional<Value>(*numbers) : std::nullopt;
    const auto* texts = std::get_if<List>(&raw);
    if (texts == nullptr || (item == Type::integer && !texts->empty())) return std::nullopt;
    return itemsFrom(item, *texts);
}

// A TOML value must have the type of the key: "8" is not an integer, 30 is not a duration.
std::optional<Value> fromRaw(Type type, const Raw& raw) {
    if (const auto* untyped = std::get_if<Untyped>(&raw)) return parseText(type, untyped->text);
    if (const auto* text = std::get_if<std::string>(&raw))
        return needsQuotes(type) ? parseText(type, *text) : std::nullopt;
    const auto* flag = std::get_if<bool>(&raw);
    if (flag && type == Type::boolean) return *flag;
    const auto* number = std::get_if<std::int64_t>(&raw);
    if (number && type == Type::integer) return *number;
    if (number && type == Type::number) return static_cast<double>(*number);
    const auto* real = std::get_if<double>(&raw);
    if (real && type == Type::number) return *real;
    return std::nullopt;
}

// If the default is empty, empty text means "not set", and rules do not apply to it.
bool isAcceptable(const Key& key, const std::string& text) {
    if (!isPlainText(text, key.secret && key.type == Type::text)) return false;
    if (key.itemType() == Type::choice) return std::ranges::find(key.choices, text) != key.choices.end();
    if (text.empty() && key.required) return false;
    if (text.empty() && key.defaultText.empty() && key.type != Type::list && key.type != Type::table) return true;
    if (key.itemType() == Type::path && !text.starts_with('/')) return false;
    return !key.rule || key.rule->holds(text);
}

Reading checkText(const Key& key, const std::string& text) {
    if (isAcceptable(key, text)) return {text, {}};
    if (!isPlainText(text, true)) return mismatch(key, "text with control characters or broken UTF-8");
    if (!isPlainText(text, false)) return mismatch(key, "one with tabs or line ends");
    return mismatch(key, shown(text));
}

bool isWithin(const Key& key, std::int64_t number) { return number >= key.leastNumber && number <= key.mostNumber; }

Reading checkNumber(const Key& key, std::int64_t number) {
    return isWithin(key, number) ? Reading{number, {}} : mismatch(key, plainText(key, number));
}

Reading checkReal(const Key& key, double number) {
    const bool fits = number >= key.leastReal && number <= key.mostReal;
    return fits ? Reading{number, {}} : mismatch(key, plainText(key, number));
}

// Why the list does not fit; empty if it does.
std::string badItem(const Key& key, const List& list) {
    const auto bad = std::ranges::find_if_not(list, [&](const std::string& item) { return isAcceptable(key, item); });
    return bad == list.end() ? std::string() : shown(*bad);
}

std::string badItem(const Key& key, const Numbers& numbers) {
    const auto bad = std::ranges::find_if_not(numbers, [&](std::int64_t one) { return isWithin(key, one); });
    return bad == numbers.end() ? std::string() : plainText(key, *bad);
}

template <typename Items>
Reading checkItems(const Key& key, const Items& items) {
    if (items.empty() && !key.defaultText.empty()) return mismatch(key, "an empty list");
    if (items.size() < key.leastEntries || items.size() > key.mostEntries)
        return mismatch(key, "with " + std::to_string(items.size()));
    if (const std::string bad = badItem(key, items); !bad.empty()) return mismatch(key, bad);
    return {items, {}};
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
    case Type::number: return asValue(parseReal(text));
    case Type::list: return splitList(text);
    case Type::boolean:
        if (text != "true" && text != "false") return std::nullopt;
        return text == "true";
    case Type::text:
    case Type::path:
    case Type::choice:
    case Type::table:
    case Type::section:
    case Type::rows: break;
    }
    return std::string(text);
}

Reading readValue(const Key& key, const Raw& raw) {
    if (const auto* unreadable = std::get_if<Unreadable>(&raw)) return {{}, "cannot be read: " + unreadable->why};
    const auto value = key.type == Type::list ? listFrom(key, raw) : fromRaw(valueType(key), raw);
    if (!value || key.type == Type::rows) return mismatch(key, std::visit(Describe{}, raw)); // see read_rows.h
    if (const auto* text = std::get_if<std::string>(&*value)) return checkText(key, *text);
    if (const auto* list = std::get_if<List>(&*value)) return checkItems(key, *list);
    if (const auto* numbers = std::get_if<Numbers>(&*value)) return checkItems(key, *numbers);
    if (const auto* number = std::get_if<std::int64_t>(&*value)) return checkNumber(key, *number);
    if (const auto* real = std::get_if<double>(&*value)) return checkReal(key, *real);
    return {*value, {}};
}

} // namespace portico::config
