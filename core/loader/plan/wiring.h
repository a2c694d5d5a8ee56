// SPDX-License-Identifier: Apache-2.0
// Assigns a provider to each need of each plugin, and finds what else is lost when a plugin is lost. Pure.
//
// A plugin with an unmet need is refused, and so are the plugins that need it. What it only wants is left out.
#pragma once

#include "loader/plan/selection.h"

namespace portico::loader {

struct Need {
    std::string capability; // as in the manifest; empty: the plugin itself is needed
    std::string provider;
    bool isOptional = false; // the plugin runs without it

    std::string text() const; // "portico.users/1 of users_archive", "the plugin guestbook"
};

struct Wired {
    std::string id;
    std::vector<Need> needs{};
};

struct Wiring {
    std::vector<Wired> plugins{};
    std::vector<UnusablePlugin> lost{}; // chosen, but with an unmet need
};

Wiring wire(std::span<const Candidate> offered, const Selection& selection);

// The plugins that need those in `lost`, directly or indirectly.
std::vector<UnusablePlugin> dependents(std::span<const Wired> plugins, const std::set<std::string, std::less<>>& lost);

} // namespace portico::loader
