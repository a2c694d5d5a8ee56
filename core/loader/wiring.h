// SPDX-License-Identifier: Apache-2.0
// Which plugin gets which other plugin for its needs, and what follows when one is lost. Pure.
//
// A need that nobody can meet refuses the plugin that has it. A need that a refused plugin would have met is a fault: the
// server does not start without something that is in use.
#pragma once

#include "loader/selection.h"

namespace portico::loader {

struct Need {
    std::string capability;
    std::string provider;
};

struct Wired {
    std::string id;
    std::vector<Need> needs{};
};

struct Lost {
    std::string id;
    std::string why; // a whole clause
};

struct Wiring {
    std::vector<Wired> plugins{};
    std::vector<Lost> lost{};          // used, but with a need that nobody meets
    std::vector<std::string> faults{}; // whole sentences
};

Wiring wire(std::span<const Offer> offers, const Selection& selection);

// The plugins that cannot run without those in `lost`, with them or through one another. Each is a fault.
std::vector<Lost> dependents(std::span<const Wired> plugins, const std::set<std::string, std::less<>>& lost);

} // namespace portico::loader
