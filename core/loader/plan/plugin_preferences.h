// SPDX-License-Identifier: Apache-2.0
// What the administrator configured: which plugin provides which capability, and which plugins are disabled.
#pragma once

#include "config/settings.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace portico::loader {

struct NamedProvider {
    std::string plugin;
    std::string place{}; // where it is configured, for messages; may be empty
};

struct PluginPreferences {
    std::map<std::string, NamedProvider, std::less<>> named{}; // capability id -> its provider, as configured
    std::vector<NamedProvider> filters{};                      // in their order
    std::set<std::string, std::less<>> disabled{};
    std::set<std::string, std::less<>> switchedOff{}; // those of `disabled` that a command disabled

    // A clause that says who disabled the plugin.
    std::string whyDisabled(const std::string& plugin) const {
        return switchedOff.contains(plugin) ? "is disabled by `portico plugins disable`" : "is disabled";
    }
};

// capabilities.*, plugins.disabled and plugins.ID.enabled. `ids`: the installed plugins.
PluginPreferences preferencesOf(const config::Settings& settings, const std::vector<std::string>& ids);

} // namespace portico::loader
