// SPDX-License-Identifier: Apache-2.0
// What became of the installed plugins, for people: everything at once, one sentence each.
#pragma once

#include "loader/plan/selection.h"

#include <filesystem>

namespace portico::loader {

// Why a plugin is not used although it should be. A plugin may have several.
struct Refusal {
    std::string plugin;
    std::filesystem::path file;
    std::string hash;     // of the file; empty if it could not be read
    std::string sentence; // begins with the file, or with the plugin's id once its code has run
};

struct Report {
    std::vector<Refusal> refused{};
    std::vector<UnusedPlugin> idle{}; // in order, but switched off or not chosen
    std::vector<std::string>
        faults{}; // what keeps the server from starting: the configuration asks for it, and it cannot be had
};

} // namespace portico::loader
