// SPDX-License-Identifier: Apache-2.0
// The first half of every start and reload: reads and checks the configuration, and finds and inspects the plugins without
// running their code. Also used by `portico check`, `config show` and `plugins`. The second half is generation.h.
#pragma once

#include "config/settings.h"
#include "host/process/options.h"
#include "loader/plan/inventory.h"
#include "loader/plan/plugin_preferences.h"

#include <set>
#include <string>
#include <vector>

namespace portico::host {

struct Setup {
    config::Settings settings;
    loader::Inventory inventory;
    std::vector<std::string> warnings;
    std::set<std::string, std::less<>> switchedOff{}; // see host/process/switched_off.h
};

// What the configuration says about the installed plugins.
loader::PluginPreferences preferencesOf(const Setup& setup);

// Throws Refusal with every fault of the configuration and of the plugin folders. If the process is root, it continues as the
// owner of state.directory. `inspections`: remembered inspections of plugin files.
Setup setUp(const Options& options, loader::InspectionCache* inspections = nullptr);

} // namespace portico::host
