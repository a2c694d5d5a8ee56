// SPDX-License-Identifier: Apache-2.0
// Recursive in one step: the fields of a table are declared like settings.
#include "loader/manifest/manifest_setting.h"

#include "config/quantity.h"
#include "config/value.h"
#include "loader/manifest/members.h"

#include <algorithm>

namespace portico::loader {

namespace {

using config::Type;
using config::TypeOf;

constexpr std::string_view typesInWords = "string, integer, number, boolean, duration, size, path, enum, table and "
                                          "list, and list of integers, durations, sizes, "
                                          "paths, enums or tables";
constexpr std::int64_t mostEntries = 10'000;

std::optional<TypeOf> readType(Members& members) {
    const std::string* name = members.text("type", true);
    if (name == nullptr) return std::nullopt;
    const auto type = config::typeNamed(*name);
    if (type && type->type != Type::table) return type;
    members.problem("has the unknown type \"" + *name + "\"; the types are " + std::string(typesInWords));
    return std::nullopt;
}

// A string, integer or number as text; nothing if the JSON value does not match the type.
std::optional<std::string> scalarText(Type type, const base::Json& json) {
    const auto* whole = json.as<std::int64_t>();
    if (whole != nullptr && (type == Type::integer || type == Type::number)) return std::to_string(*whole);
    if (const auto* real = json.as<double>(); real != nullptr && type == Type::number) return config::realText(*real);
    if (const bool* truth = json.as<bool>(); truth != nullptr && type == Type::boolean)
        return *truth ? "true" : "false";
    const auto* text = json.as<std::string>();
    const bool isText = type != Type::integer && type != Type::number && type != Type::boolean;
    return text != nullptr && isText ? std::optional(*text) : std::nullopt;
}

// The items separated by commas, as in a Declaration.
std::optional<std::string> listText(Type item, const base::JsonList& list) {
    std::string text;
    for (const base::Json& json : list) {
        const auto word = scalarText(item, json);
        if (!word || word->empty() || word->find(',') != std::string::npos) return std::nullopt;
        text += (text.empty() ? "" : ",") + *word;
    }
    return text;
}

// A default or limit as text, if the JSON value matches the type of the setting.
std::optional<std::string> valueText(TypeOf type, const base::Json& json) {
    if (type.type != Type::list) return scalarText(type.type, json);
    const auto* list = json.as<base::JsonList>();
    return list ? listText(type.item, *list) : std::nullopt;
}

std::string readValue(Members& members, std::string_view name, TypeOf type, bool required) {
    const base::Json* json = members.any(name, required);
    if (json == nullptr) return {};
    if (auto text = valueText(type, *json)) return *std::move(text);
    members.problem("has a \"" + std::string(name) + "\" that does not fit its type " +
                    std::string(config::typeName(type.type, type.item)));
    return {};
}

std::string readLimit(Members& members, std::string_view name, TypeOf type) {
    const Type item = type.type == Type::list ? type.item : type.type;
    const bool isNumber = config::isWhole(item) || item == Type::number;
    if (!isNumber && members.any(name, false) != nullptr)
        members.problem("has a \"" + std::string(name) + "\" but is not a number");
    return isNumber ? readValue(members, name, {item}, false) : std::string();
}

std::size_t readEntries(Members& members, std::string_view name, std::size_t ifAbsent) {
    const base::Json* json = members.any(name, false);
    if (json == nullptr) return ifAbsent;
    const auto* number = json->as<std::int64_t>();
    if (number != nullptr && *number >= 0 && *number <= mostEntries) return static_cast<std::size_t>(*number);
    members.problem("has a \"" + std::string(name) + "\" that is not an integer from 0 to 10000");
    return ifAbsent;
}

// Commas separate the values in --set and in environment variables.
std::vector<std::string> readChoices(Members& members) {
    std::vector<std::string> values = members.texts("values", true);
    const auto isBad = [](const std::string& value) {
        return value.empty() || value.find(',') != std::string::npos || !config::isPlainText(value, false);
    };
    if (std::ranges::any_of(values, isBad))
        members.problem("has \"values\" that are empty or contain commas or line ends");
    return values;
}

config::Raw rawOf(const base::Json& json) {
    if (const auto* text = json.as<std::string>()) return *text;
    if (const auto* whole = json.as<std::int64_t>()) return *whole;
    if (const auto* real = json.as<double>()) return *real;
    if (const auto* truth = json.as<bool>()) return *truth;
    const auto* list = json.as<base::JsonList>();
    if (list == nullptr) return config::Foreign{"null or an object"};
    config::List texts;
    config::Numbers numbers;
    for (const base::Json& item : *list) {
        if (const auto* text = item.as<std::string>()) texts.push_back(*text);
        if (const auto* whole = item.as<std::int64_t>()) numbers.push_back(*whole);
    }
    if (texts.size() == list->size()) return texts;
    if (numbers.size() == list->size()) return numbers;
    return config::Foreign{"a list of items with different types"};
}

config::RawRows readRows(Members& members) {
    config::RawRows rows;
    const base::Json* json = members.any("default", false);
    if (json == nullptr) return rows;
    const auto* list = json->as<base::JsonList>();
    const auto isEntry = [](const base::Json& item) { return item.as<base::JsonMap>() != nullptr; };
    if (list == nullptr || !std::ranges::all_of(*list, isEntry)) {
        members.problem("has a \"default\" that is not a list of objects");
        return rows;
    }
    for (const base::Json& item : *list) {
        config::RawRow& row = rows.emplace_back();
        for (const base::JsonMember& field : *item.as<base::JsonMap>())
            row.fields.push_back({field.name, rawOf(field.value)});
    }
    return rows;
}

std::string readHelp(Members& members) {
    const std::string* help = members.text("help", true);
    if (help == nullptr) return {};
    if (help->empty() || !config::isPlainText(*help, false)) members.problem("has a \"help\" that is not one sentence");
    return *help;
}

// Where a declaration stands: its name for messages, and whether it is a field.
enum class Place { setting, field, fieldOfRows };

std::optional<config::Declaration> readDeclaration(const base::JsonMember& setting, const std::string& name,
                                                   Place place, std::vector<std::string>& problems);

std::vector<config::Declaration> readFields(Members& members, const std::string& owner, Place place,
                                            std::vector<std::string>& problems) {
    std::vector<config::Declaration> fields;
    const base::JsonMap* map = members.map("fields", true);
    if (map == nullptr) return fields;
    if (map->empty()) members.problem("has no fields");
    for (const base::JsonMember& field : *map) {
        if (std::ranges::count(*map, field.name, &base::JsonMember::name) > 1)
            problems.push_back("its setting \"" + owner + '.' + field.name + "\" is declared twice");
        else if (auto declaration = readDeclaration(field, owner + '.' + field.name, place, problems))
            fields.push_back(*std::move(declaration));
    }
    return fields;
}

void readScalar(Members& members, config::Declaration& declaration, Place place) {
    const TypeOf type{declaration.type, declaration.item};
    declaration.required = place == Place::fieldOfRows && members.any("default", false) == nullptr;
    if (!declaration.required) declaration.defaultText = readValue(members, "default", type, true);
    declaration.least = readLimit(members, "min", type);
    declaration.most = readLimit(members, "max", type);
    if (declaration.type == Type::choice || declaration.item == Type::choice)
        declaration.choices = readChoices(members);
    if (const bool* secret = members.boolean("secret")) declaration.secret = *secret;
}

std::optional<config::Declaration> readDeclaration(const base::JsonMember& setting, const std::string& name,
                                                   Place place, std::vector<std::string>& problems) {
    const base::JsonMap* map = setting.value.as<base::JsonMap>();
    const std::string where = "its setting \"" + name + '"';
    if (map == nullptr) {
        problems.push_back(where + " is not an object with \"type\", \"default\" and \"help\"");
        return std::nullopt;
    }
    Members members(*map, where, problems);
    const auto type = readType(members);
    if (!type) return std::nullopt;
    config::Declaration declaration{.name = setting.name, .type = type->type, .item = type->item};
    const bool isRows = type->type == Type::rows;
    if (isRows || type->type == Type::section) {
        if (place != Place::setting) {
            members.problem("is a field and cannot be a table");
            return std::nullopt;
        }
        if (isRows) declaration.defaultRows = readRows(members);
        declaration.fields = readFields(members, name, isRows ? Place::fieldOfRows : Place::field, problems);
    } else {
        readScalar(members, declaration, place);
    }
    if (isRows || type->type == Type::list) {
        declaration.leastEntries = readEntries(members, "min_entries", 0);
        declaration.mostEntries = readEntries(members, "max_entries", config::noMostEntries);
    }
    declaration.sentence = readHelp(members);
    members.finish();
    return declaration;
}

} // namespace

std::optional<config::Declaration> readSetting(const base::JsonMember& setting, std::vector<std::string>& problems) {
    return readDeclaration(setting, setting.name, Place::setting, problems);
}

} // namespace portico::loader
