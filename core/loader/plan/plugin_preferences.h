// SPDX-License-Identifier: Apache-2.0
// What the administrator wants of the plugins: who provides what, who stays out.
#pragma once

#include "config/settings.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace portico::loader {

struct NamedProvider {
    std::string plugin;
    std::string place{}; // where that is written, for messages; may be empty
};

struct PluginPreferences {
    std::map<std::string, NamedProvider, std::less<>> named{}; // capability id -> its provider, as configured
    std::set<std::string, std::less<>> disabled{};
};

// capabilities.*, plugins.disabled and plugins.ID.enabled. `ids`: of the installed plugins.
PluginPreferences preferencesOf(const config::Settings& settings, const std::vector<std::string>& ids);

} // namespace portico::loader
