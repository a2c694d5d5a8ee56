// SPDX-License-Identifier: Apache-2.0
// Chooses the providers of capabilities and the plugins that are used. Pure.
//
// Every plugin may provide routes. An exclusive capability has one provider:
//   1  the plugin that the configuration names; else
//   2  a plugin that the configuration names for another capability; else
//   3  the only candidate that was not passed over; a plugin is passed over if it also provides a capability for which the
//      configuration names another one;
//   4  the only candidate that no plugin needs by name, for a capability of a plugin's own, for which there is no key;
//   5  if several are left, the configuration must name one; for a capability that only plugins use, such as mail, not before a
//      plugin needs it: until then none of them is used.
// For auth, the configuration may name several, which are used all together as a chain or not at all: without one of its members a
// chain would let in what that member denies.
// A plugin that could provide such a capability but was chosen for none is not used, and neither are its routes: the login
// form of an auth plugin that was not chosen must not exist. The same holds for filters: those that the configuration lists are
// used.
//
// A plugin that was not chosen is used nevertheless if one that is used needs or wants it by name ("portico.users/1@ID"). Nobody
// else gets its capabilities, and its routes are not served.
#pragma once

#include "loader/manifest/manifest.h"
#include "loader/plan/plugin_preferences.h"

#include <span>

namespace portico::loader {

// An installed plugin, as its manifest describes it.
struct Candidate {
    std::string id;
    std::vector<std::string> provides{};
    std::vector<std::string> needs{};
    bool isRefused = false;     // cannot be used, but shows what it would have provided
    bool isQuarantined = false; // the same, but not replaced: the capabilities for which it is named have no provider
    std::vector<std::string> wants{};
    std::vector<NeededPlugin> neededPlugins{};
    std::string version{};

    bool isProvider(std::string_view capability) const;
};

// A plugin that cannot be used, and why.
struct UnusablePlugin {
    std::string id;
    std::string why; // a complete clause
};

// A valid plugin that is not used.
struct UnusedPlugin {
    std::string id;
    std::string why; // a complete clause: "is disabled"
};

struct Selection {
    std::vector<std::string> used{};
    // capability id -> plugin, without shared ones and chains
    std::map<std::string, std::string, std::less<>> providers{};
    std::map<std::string, std::vector<std::string>, std::less<>> chains{}; // capability id -> its members, at least two
    std::set<std::string, std::less<>> unsettled{};                        // capabilities with a fault
    std::set<std::string, std::less<>> inner{};                            // used only because others need them by name
    std::vector<UnusedPlugin> idle{};
    std::vector<std::string> faults{};
};

// Plugins that provide the same capability, for which no configuration key can name one of them: all are left out.
std::vector<UnusablePlugin> conflictingProviders(std::span<const Candidate> offered,
                                                 const PluginPreferences& preferences);

// `offered`: without conflictingProviders, or with them marked as refused.
Selection select(std::span<const Candidate> offered, const PluginPreferences& preferences);

} // namespace portico::loader
