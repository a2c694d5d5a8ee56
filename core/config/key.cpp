// SPDX-License-Identifier: Apache-2.0
// Turns declarations into keys, and values into text.
#include "config/key.h"

#include "config/quantity.h"
#include "config/read_value.h"

#include <algorithm>

namespace portico::config {

namespace {

bool isNumeric(Type type) { return type == Type::integer || type == Type::duration || type == Type::size; }

// Lower-case letters, digits and single inner underscores: only such names can be converted to PORTICO_SECTION__NAME and back.
bool isNamePart(std::string_view part) {
    const auto permitted = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !part.empty() && part.front() >= 'a' && part.front() <= 'z' && part.back() != '_' &&
           std::ranges::all_of(part, permitted) && part.find("__") == std::string_view::npos;
}

std::string nameProblem(std::string_view name) {
    const Path parts = splitName(name);
    if (parts.size() < 2 || !std::ranges::all_of(parts, isNamePart))
        return "its name must be lower-case letters, digits and single underscores, and begin with a letter";
    if (parts.back() == "file")
        return "its name must not be \"file\", which is reserved for PORTICO_..__FILE; call it \"path\"";
    return {};
}

std::string number(const Key& key, std::int64_t value) {
    if (key.type == Type::duration) return durationText(value);
    if (key.type == Type::size) return sizeText(value);
    return std::to_string(value);
}

bool readLimit(const Key& key, const std::string& text, std::int64_t& limit) {
    if (text.empty()) return true;
    const auto value = parseText(key.type, text);
    if (!value || !isNumeric(key.type)) return false;
    limit = std::get<std::int64_t>(*value);
    return true;
}

std::string range(const Key& key) {
    const bool open = key.mostNumber == std::numeric_limits<std::int64_t>::max();
    return " from " + number(key, key.leastNumber) + (open ? " up" : " to " + number(key, key.mostNumber));
}

std::string joined(const List& items, std::string_view between, bool quotes) {
    std::string text;
    for (const std::string& item : items) {
        if (!text.empty()) text += between;
        text += quotes ? inQuotes(item) : item;
    }
    return text;
}

std::string inlineTable(const Table& table) {
    List entries;
    for (const auto& [name, value] : table) entries.push_back(inQuotes(name) + " = " + inQuotes(value));
    return entries.empty() ? "{}" : "{ " + joined(entries, ", ", false) + " }";
}

} // namespace

std::variant<Key, std::string> makeKey(Declaration declaration) {
    Key key{std::move(declaration)};
    if (std::string problem = nameProblem(key.name); !problem.empty()) return problem;
    if (key.sentence.empty()) return "it has no sentence that describes it";
    if (key.type == Type::choice && key.choices.empty()) return "it has no choices";
    if (!readLimit(key, key.least, key.leastNumber) || !readLimit(key, key.most, key.mostNumber))
        return "its limits are not of the type " + std::string(typeName(key.type));
    if (key.type == Type::table) {
        key.defaultValue = Table{};
        return key;
    }
    Reading reading = readValue(key, Untyped{key.defaultText});
    if (!reading.value) return "its default " + reading.problem;
    key.defaultValue = *std::move(reading.value);
    return key;
}

std::string tomlText(const Key& key, const Value& value) {
    if (const auto* list = std::get_if<List>(&value)) return '[' + joined(*list, ", ", true) + ']';
    if (const auto* table = std::get_if<Table>(&value)) return inlineTable(*table);
    const std::string text = plainText(key, value);
    return key.type == Type::integer || key.type == Type::boolean ? text : inQuotes(text);
}

std::string plainText(const Key& key, const Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return number(key, *integer);
    if (const auto* list = std::get_if<List>(&value)) return joined(*list, ",", false);
    if (const auto* table = std::get_if<Table>(&value)) return inlineTable(*table);
    return std::get<std::string>(value);
}

std::string expectation(const Key& key) {
    if (key.rule && key.type == Type::list) return "a list in which every item is " + std::string(key.rule->expected);
    if (key.rule) return std::string(key.rule->expected);
    switch (key.type) {
    case Type::text:
    case Type::table: return "a string";
    case Type::integer: return "an integer" + range(key);
    case Type::boolean: return "true or false";
    case Type::duration: return "a duration" + range(key);
    case Type::size: return "a size" + range(key);
    case Type::list: return "a list of strings";
    case Type::path: return "an absolute path";
    case Type::choice: return "one of " + joined(key.choices, ", ", true);
    }
    return {};
}

Value exampleValue(const Key& key) {
    if (!key.example.empty())
        if (const auto value = parseText(key.type, key.example)) return *value;
    return key.defaultValue;
}

} // namespace portico::config
