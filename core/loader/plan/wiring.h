// SPDX-License-Identifier: Apache-2.0
// Which plugin gets which other plugin for its needs, and what follows when one is lost. Pure.
//
// A need that nobody can meet refuses the plugin that has it, and what needs that one in turn.
#pragma once

#include "loader/plan/selection.h"

namespace portico::loader {

struct Need {
    std::string capability;
    std::string provider;
};

struct Wired {
    std::string id;
    std::vector<Need> needs{};
};

struct Wiring {
    std::vector<Wired> plugins{};
    std::vector<UnusablePlugin> lost{}; // used, but with a need that nobody meets
};

Wiring wire(std::span<const Candidate> offered, const Selection& selection);

// The plugins that cannot run without those in `lost`, with them or through one another.
std::vector<UnusablePlugin> dependents(std::span<const Wired> plugins, const std::set<std::string, std::less<>>& lost);

} // namespace portico::loader
