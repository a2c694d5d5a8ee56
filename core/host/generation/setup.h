// SPDX-License-Identifier: Apache-2.0
// The first half of every start: the configuration is read and checked, the plugins are found and judged. No code of a plugin
// has run. What `portico check`, `config show` and `plugins` need; the second half is site.h.
#pragma once

#include "config/settings.h"
#include "host/process/options.h"
#include "loader/plan/inventory.h"
#include "loader/plan/plugin_preferences.h"

#include <string>
#include <vector>

namespace portico::host {

struct Setup {
    config::Settings settings;
    loader::Inventory inventory;
    std::vector<std::string> warnings;
};

// What the configuration wants of the plugins that are installed.
loader::PluginPreferences preferencesOf(const Setup& setup);

// Throws Refusal with every fault of the configuration, and of the plugin folders. From then on root is whoever owns
// state.directory. `inspections`: what is known of plugin files already.
Setup setUp(const Options& options, loader::InspectionCache* inspections = nullptr);

} // namespace portico::host
