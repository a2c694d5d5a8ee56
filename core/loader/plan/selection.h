// SPDX-License-Identifier: Apache-2.0
// Who provides what, and who is used at all. Pure.
//
// Routes come from every plugin. Of any other capability there is one provider:
//   1  the plugin that the configuration names; else
//   2  a plugin that the configuration names for another capability; else
//   3  the only candidate that was not passed over; passed over is a plugin that also provides a capability for which the
//      configuration names another one;
//   4  with several left the configuration must name one.
// A plugin that could provide such a capability but was chosen for none stays out, its routes too: the login form of an
// auth plugin that is not in charge must not be there.
#pragma once

#include "loader/plan/plugin_preferences.h"

#include <span>

namespace portico::loader {

// An installed plugin, as its manifest describes it.
struct Candidate {
    std::string id;
    std::vector<std::string> provides{};
    std::vector<std::string> needs{};
    bool isRefused = false;     // cannot be used, but says what it would have provided
    bool isQuarantined = false; // the same, and nobody takes its place: what it is named for is provided by nobody

    bool isProvider(std::string_view capability) const;
};

// A plugin that cannot be used, and why.
struct UnusablePlugin {
    std::string id;
    std::string why; // a whole clause
};

// A plugin that is installed, in order, and not used.
struct UnusedPlugin {
    std::string id;
    std::string why; // a whole clause: "is switched off"
};

struct Selection {
    std::vector<std::string> used{};
    std::map<std::string, std::string, std::less<>> providers{}; // capability id -> plugin, without shared ones
    std::set<std::string, std::less<>> unsettled{};              // capabilities about which there is a fault
    std::vector<UnusedPlugin> idle{};
    std::vector<std::string> faults{};
};

// Plugins that provide the same capability where no key of the configuration could name one of them: all of them stay out.
std::vector<UnusablePlugin> conflictingProviders(std::span<const Candidate> offered,
                                                 const PluginPreferences& preferences);

// `offered`: without conflictingProviders, or with them marked as refused.
Selection select(std::span<const Candidate> offered, const PluginPreferences& preferences);

} // namespace portico::loader
