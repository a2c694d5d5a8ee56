// SPDX-License-Identifier: Apache-2.0
// The mapping is one to one because no part of a key contains two adjacent underscores or ends with one.
#include "config/environment.h"

#include "config/text_file.h"

#include <algorithm>

namespace portico::config {

namespace {

constexpr std::string_view variablePrefix = "PORTICO_";
constexpr std::string_view fileSuffix = "__FILE";

Path pathOf(std::string_view rest) {
    std::string dotted;
    while (!rest.empty()) {
        const bool dot = rest.starts_with("__");
        const char c = rest.front();
        dotted += dot ? '.' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        rest.remove_prefix(dot ? 2 : 1);
    }
    return splitName(dotted);
}

} // namespace

Environment environmentOf(const char* const* variables) {
    Environment environment;
    for (; *variables != nullptr; ++variables) {
        const std::string_view variable = *variables;
        const std::size_t equals = std::min(variable.find('='), variable.size());
        environment.emplace(variable.substr(0, equals), variable.substr(std::min(equals + 1, variable.size())));
    }
    return environment;
}

void assignEnvironment(Draft& draft, const Environment& environment) {
    for (const auto& [name, value] : environment) {
        if (!name.starts_with(variablePrefix)) continue;
        const Origin origin{Level::environment, "environment " + name};
        std::string_view rest = std::string_view(name).substr(variablePrefix.size());
        const bool fromFile = rest.ends_with(fileSuffix);
        if (fromFile) rest.remove_suffix(fileSuffix.size());
        if (fromFile && environment.contains(name.substr(0, name.size() - fileSuffix.size())))
            draft.fail({origin, "the same key is also set by " + name.substr(0, name.size() - fileSuffix.size()),
                        "remove one of the two"});
        else if (fromFile)
            assignSecret(draft, pathOf(rest), value, origin);
        else
            draft.assign({pathOf(rest), Untyped{value}, origin, origin});
    }
}

void assignSecret(Draft& draft, Path path, const std::filesystem::path& file, const Origin& origin) {
    SecretFile secret = readSecret(file);
    draft.assign({std::move(path), std::move(secret.value), origin, origin, secret.isOpen ? file.string() : ""});
}

std::string variableName(std::string_view key) {
    std::string name(variablePrefix);
    for (const char c : key) {
        if (c == '.')
            name += "__";
        else
            name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return name;
}

} // namespace portico::config
