// SPDX-License-Identifier: Apache-2.0
#include "loader/manifest/manifest_setting.h"

#include "config/value.h"
#include "loader/manifest/members.h"

#include <algorithm>
#include <array>

namespace portico::loader {

namespace {

using config::Type;

// The types whose values a plugin can get as text; portico/abi/plugin.h lists them.
constexpr std::array permitted{Type::text, Type::integer, Type::boolean, Type::duration,
                               Type::size, Type::path,    Type::list};

std::optional<Type> readType(Members& members) {
    const std::string* name = members.text("type", true);
    if (name == nullptr) return std::nullopt;
    const auto type = config::typeNamed(*name);
    if (type && std::ranges::find(permitted, *type) != permitted.end()) return type;
    members.problem("has the unknown type \"" + *name +
                    "\"; the types are string, integer, boolean, duration, size, path and list");
    return std::nullopt;
}

// The items separated by commas, as in a Declaration.
std::optional<std::string> listText(const base::JsonList& list) {
    std::string text;
    for (const base::Json& item : list) {
        const std::string* word = item.as<std::string>();
        if (word == nullptr || word->empty() || word->find(',') != std::string::npos) return std::nullopt;
        text += (text.empty() ? "" : ",") + *word;
    }
    return text;
}

// A default or limit as text, if the JSON value matches the type of the setting.
std::optional<std::string> valueText(Type type, const base::Json& json) {
    if (type == Type::integer) {
        const auto* number = json.as<std::int64_t>();
        return number ? std::optional(std::to_string(*number)) : std::nullopt;
    }
    if (type == Type::boolean) {
        const bool* truth = json.as<bool>();
        return truth ? std::optional<std::string>(*truth ? "true" : "false") : std::nullopt;
    }
    if (type == Type::list) {
        const auto* list = json.as<base::JsonList>();
        return list ? listText(*list) : std::nullopt;
    }
    const auto* text = json.as<std::string>();
    return text ? std::optional(*text) : std::nullopt;
}

std::string readValue(Members& members, std::string_view name, Type type, bool required) {
    const base::Json* json = members.any(name, required);
    if (json == nullptr) return {};
    if (auto text = valueText(type, *json)) return *std::move(text);
    members.problem("has a \"" + std::string(name) + "\" that does not fit its type " +
                    std::string(config::typeName(type)));
    return {};
}

std::string readLimit(Members& members, std::string_view name, Type type) {
    std::string text = readValue(members, name, type, false);
    const bool isNumber = type == Type::integer || type == Type::duration || type == Type::size;
    if (!text.empty() && !isNumber) members.problem("has a \"" + std::string(name) + "\" but is not a number");
    return isNumber ? text : std::string();
}

std::string readHelp(Members& members) {
    const std::string* help = members.text("help", true);
    if (help == nullptr) return {};
    if (help->empty() || !config::isPlainText(*help, false)) members.problem("has a \"help\" that is not one sentence");
    return *help;
}

} // namespace

std::optional<config::Declaration> readSetting(const base::JsonMember& setting, std::vector<std::string>& problems) {
    const base::JsonMap* map = setting.value.as<base::JsonMap>();
    const std::string where = "its setting \"" + setting.name + '"';
    if (map == nullptr) {
        problems.push_back(where + " is not an object with \"type\", \"default\" and \"help\"");
        return std::nullopt;
    }
    Members members(*map, where, problems);
    const auto type = readType(members);
    if (!type) return std::nullopt;
    config::Declaration declaration{.name = setting.name, .type = *type};
    declaration.defaultText = readValue(members, "default", *type, true);
    declaration.least = readLimit(members, "min", *type);
    declaration.most = readLimit(members, "max", *type);
    declaration.sentence = readHelp(members);
    if (const bool* secret = members.boolean("secret")) declaration.secret = *secret;
    members.finish();
    return declaration;
}

} // namespace portico::loader
