// SPDX-License-Identifier: Apache-2.0
// What the administrator configured: which plugin provides which capability, and which plugins are disabled.
#pragma once

#include "config/settings.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace portico::loader {

struct NamedProvider {
    std::string plugin;
    std::string place{};             // where it is configured, for messages; may be empty
    std::vector<std::string> more{}; // the other members of a chain, after `plugin`

    bool isChain() const { return !more.empty(); }
    bool names(std::string_view id) const { return id == plugin || std::ranges::find(more, id) != more.end(); }
    std::vector<std::string> all() const; // in the order of the configuration
};

struct PluginPreferences {
    std::map<std::string, NamedProvider, std::less<>> named{}; // capability id -> its provider or chain, as configured
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
