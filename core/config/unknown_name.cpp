// SPDX-License-Identifier: Apache-2.0
// The environment and the credentials folder also contain names of other programs, so unknown names there are mostly accepted.
#include "config/unknown_name.h"

#include "config/environment.h"

#include <algorithm>

namespace portico::config {

namespace {

std::string listAdvice() { return "see all keys with: portico config show"; }

NameProblem mistyped(const Keys& keys, const Assignment& assignment, const std::string& name) {
    std::string advice = "remove it, or " + listAdvice();
    if (const auto near = keys.nearestKey(name))
        advice = "did you mean " + (assignment.nameAt.level == Level::environment ? variableName(*near) : *near) + '?';
    return {"unknown key " + name, std::move(advice)};
}

NameProblem absentPlugin(const Keys& keys, const std::string& id) {
    std::string advice = "install the plugin, or remove its settings";
    if (const auto near = keys.nearestPlugin(id)) advice = "did you mean plugins." + *near + '?';
    return {"the plugin " + inQuotes(id) + " is not installed, so its settings are ignored", std::move(advice), true};
}

// PORTICO_SERVER_LISTEN is a misspelled key and would be ignored silently; PORTICO_PORT_80_TCP comes from Kubernetes.
NameProblem strayVariable(const Keys& keys, const std::string& name) {
    for (const Key& key : keys.all()) {
        std::string variable = key.name;
        std::ranges::replace(variable, '.', '_');
        if (variable == name) return {"no key has this spelling", "did you mean " + variableName(key.name) + '?'};
    }
    return {"this is not the name of a key, so the variable is ignored",
            "a key's variable is spelled like " + variableName("server.listen"), true};
}

} // namespace

std::optional<NameProblem> unknownName(const Keys& keys, const Assignment& assignment) {
    const Path& path = assignment.path;
    const std::string name = joinName(path);
    const Level level = assignment.nameAt.level;
    if (level == Level::credential && path.front() != "plugins")
        return std::nullopt; // of another program, e.g. tls.key
    if (level == Level::environment && path.size() == 1) return strayVariable(keys, name);
    const bool isPlugins = path.front() == "plugins" && path.size() >= 2;
    if (isPlugins && path.size() > 2 && keys.isRefusedPlugin(path[1])) return std::nullopt;
    const bool empty = std::holds_alternative<EmptySection>(assignment.value);
    if (isPlugins && (path.size() > 2 || empty) && !keys.hasPlugin(path[1])) return absentPlugin(keys, path[1]);
    if (keys.isSection(name)) {
        if (empty) return std::nullopt;
        return NameProblem{name + " is a section, not a key", "write [" + name + "] and its keys below it"};
    }
    NameProblem problem = mistyped(keys, assignment, name);
    problem.isWarning = level == Level::credential;
    return problem;
}

} // namespace portico::config
