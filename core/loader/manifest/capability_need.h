// SPDX-License-Identifier: Apache-2.0
// What a manifest lists in "needs" and "wants": a capability of its chosen provider, "portico.users/1"; of one plugin,
// "portico.users/1@users_archive"; or of each plugin that a setting of the manifest names, "portico.users/1@$stores".
#pragma once

#include <string>
#include <string_view>

namespace portico::loader {

struct CapabilityNeed {
    std::string capability{};
    std::string provider{}; // the id of a plugin; empty: whichever provides it
    std::string setting{};  // its value names the providers; only before resolveNeeds (inventory.h)
};

// Of a text without problems.
CapabilityNeed readNeed(std::string_view text);

// What is wrong with the text; empty if nothing.
std::string needProblem(std::string_view text);

} // namespace portico::loader
