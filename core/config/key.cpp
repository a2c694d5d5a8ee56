// SPDX-License-Identifier: Apache-2.0
// Turns declarations into keys, and values into text.
#include "config/key.h"

#include "config/quantity.h"
#include "config/read_rows.h"
#include "config/read_value.h"
#include "config/row_text.h"

#include <algorithm>

namespace portico::config {

namespace {

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
    if (key.itemType() == Type::duration) return durationText(value);
    if (key.itemType() == Type::size) return sizeText(value);
    return std::to_string(value);
}

bool readLimit(const Key& key, const std::string& text, std::int64_t& whole, double& real) {
    if (text.empty()) return true;
    const auto value = parseText(key.itemType(), text);
    if (!value || (!isWhole(key.itemType()) && key.type != Type::number)) return false;
    if (key.type == Type::number)
        real = std::get<double>(*value);
    else
        whole = std::get<std::int64_t>(*value);
    return true;
}

std::string limitsProblem(Key& key) {
    if (!readLimit(key, key.least, key.leastNumber, key.leastReal) ||
        !readLimit(key, key.most, key.mostNumber, key.mostReal))
        return "its limits are not of the type " + std::string(typeName(key.itemType()));
    if (key.leastNumber > key.mostNumber || key.leastReal > key.mostReal || key.leastEntries > key.mostEntries)
        return "its lower limit is above its upper limit";
    return {};
}

std::string range(const Key& key) {
    if (key.type == Type::number)
        return " from " + realText(key.leastReal) +
               (key.mostReal == std::numeric_limits<double>::max() ? " up" : " to " + realText(key.mostReal));
    const bool open = key.mostNumber == std::numeric_limits<std::int64_t>::max();
    return " from " + number(key, key.leastNumber) + (open ? " up" : " to " + number(key, key.mostNumber));
}

// " with 1 to 8 items"; empty if any number is permitted.
std::string entries(const Key& key) {
    const std::string least = std::to_string(key.leastEntries);
    const std::string most = std::to_string(key.mostEntries);
    if (key.mostEntries == noMostEntries) return key.leastEntries == 0 ? "" : " with at least " + least + " items";
    return key.leastEntries == 0 ? " with at most " + most + " items" : " with " + least + " to " + most + " items";
}

std::string joined(const List& items, std::string_view between, bool quotes) {
    std::string text;
    for (const std::string& item : items) {
        if (!text.empty()) text += between;
        text += quotes ? inQuotes(item) : item;
    }
    return text;
}

List numberTexts(const Key& key, const Numbers& numbers) {
    List texts;
    for (const std::int64_t one : numbers) texts.push_back(number(key, one));
    return texts;
}

std::string inlineRows(const Key& key, const Rows& rows) {
    List texts;
    for (const Row& row : rows) texts.push_back(rowText(key, row, Syntax::toml, tomlText));
    return '[' + joined(texts, ", ", false) + ']';
}

std::string inlineTable(const Table& table) {
    List entries;
    for (const auto& [name, value] : table) entries.push_back(inQuotes(name) + " = " + inQuotes(value));
    return entries.empty() ? "{}" : "{ " + joined(entries, ", ", false) + " }";
}

std::string declarationProblem(Key& key) {
    if (std::string problem = nameProblem(key.name); !problem.empty()) return problem;
    if (key.sentence.empty()) return "it has no sentence that describes it";
    if (key.itemType() == Type::choice && key.choices.empty()) return "it has no choices";
    return limitsProblem(key);
}

std::string fieldProblem(const Declaration& field) {
    if (field.name.find('.') != std::string::npos) return "its name must not contain a dot";
    if (field.type == Type::table || field.type == Type::section || field.type == Type::rows)
        return "a field cannot be a table";
    return {};
}

std::string makeFields(Key& key) {
    if (key.fields.empty()) return "it has no fields";
    for (Declaration field : key.fields) {
        const std::string name = "field \"" + field.name + "\": ";
        if (const std::string problem = fieldProblem(field); !problem.empty()) return name + problem;
        field.name = key.name + '.' + field.name;
        auto made = makeKey(std::move(field));
        if (const auto* problem = std::get_if<std::string>(&made)) return name + *problem;
        key.fieldKeys.push_back(std::move(std::get<Key>(made)));
    }
    return {};
}

std::string readDefault(Key& key) {
    if (key.type == Type::table) {
        key.defaultValue = Table{};
    } else if (key.type == Type::rows) {
        RowsReading reading = readRows(key, key.defaultRows);
        if (!reading.problems.empty()) return "its default: " + reading.problems.front().what;
        key.defaultValue = std::move(reading.rows);
    } else if (!key.required) {
        Reading reading = readValue(key, Untyped{key.defaultText});
        if (!reading.value) return "its default " + reading.problem;
        key.defaultValue = *std::move(reading.value);
    }
    return {};
}

// A value of the type for examples.
Value anyValue(const Key& key) {
    if (isWhole(key.type)) return std::max<std::int64_t>(key.leastNumber, 1);
    if (key.type == Type::number) return key.leastReal;
    if (key.type == Type::boolean) return true;
    if (key.type == Type::list) return isWhole(key.item) ? Value(Numbers{}) : Value(List{});
    if (key.type == Type::choice) return key.choices.front();
    return std::string(key.type == Type::path ? "/..." : "...");
}

} // namespace

std::variant<Key, std::string> makeKey(Declaration declaration) {
    Key key{std::move(declaration)};
    if (std::string problem = declarationProblem(key); !problem.empty()) return problem;
    if (key.type == Type::rows)
        if (std::string problem = makeFields(key); !problem.empty()) return problem;
    if (std::string problem = readDefault(key); !problem.empty()) return problem;
    return key;
}

std::string tomlText(const Key& key, const Value& value) {
    const auto* list = std::get_if<List>(&value);
    if (list != nullptr && key.orOne && list->size() < 2) return inQuotes(joined(*list, "", false));
    if (list != nullptr) return '[' + joined(*list, ", ", true) + ']';
    if (const auto* table = std::get_if<Table>(&value)) return inlineTable(*table);
    if (const auto* numbers = std::get_if<Numbers>(&value))
        return '[' + joined(numberTexts(key, *numbers), ", ", key.item != Type::integer) + ']';
    if (const auto* rows = std::get_if<Rows>(&value)) return inlineRows(key, *rows);
    const std::string text = plainText(key, value);
    const bool isBare = key.type == Type::integer || key.type == Type::boolean || key.type == Type::number;
    return isBare ? text : inQuotes(text);
}

std::string plainText(const Key& key, const Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return number(key, *integer);
    if (const auto* real = std::get_if<double>(&value)) return realText(*real);
    if (const auto* list = std::get_if<List>(&value)) return joined(*list, ",", false);
    if (const auto* numbers = std::get_if<Numbers>(&value)) return joined(numberTexts(key, *numbers), ",", false);
    if (const auto* rows = std::get_if<Rows>(&value)) return inlineRows(key, *rows);
    if (const auto* table = std::get_if<Table>(&value)) return inlineTable(*table);
    return std::get<std::string>(value);
}

namespace {

std::string itemExpectation(const Key& key) {
    if (key.rule) return std::string(key.rule->expected);
    switch (key.itemType()) {
    case Type::text:
    case Type::table: return key.required ? "a string that is not empty" : "a string";
    case Type::integer: return "an integer" + range(key);
    case Type::boolean: return "true or false";
    case Type::duration: return "a duration" + range(key);
    case Type::size: return "a size" + range(key);
    case Type::number: return "a number" + range(key);
    case Type::path: return "an absolute path";
    case Type::choice: return "one of " + joined(key.choices, ", ", true);
    case Type::list:
    case Type::section:
    case Type::rows: break;
    }
    return {};
}

} // namespace

std::string expectation(const Key& key) {
    if (key.type == Type::rows) return "a list of tables" + entries(key);
    if (key.type != Type::list) return itemExpectation(key);
    if (key.orOne) return itemExpectation(key) + ", or a list of them" + entries(key);
    const bool ofStrings = key.item == Type::text && !key.rule;
    return (ofStrings ? "a list of strings" : "a list in which every item is " + itemExpectation(key)) + entries(key);
}

Value exampleValue(const Key& key) {
    if (key.required) return anyValue(key);
    if (!key.example.empty())
        if (const auto value = parseText(key.type, key.example)) return *value;
    return key.defaultValue;
}

} // namespace portico::config
