// SPDX-License-Identifier: Apache-2.0
// What became of the installed plugins, as messages: all at once, one sentence each.
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
    std::vector<UnusedPlugin> idle{};  // valid, but disabled or not chosen
    std::vector<std::string> faults{}; // prevent the start: the configuration requires something that is not available
};

} // namespace portico::loader
