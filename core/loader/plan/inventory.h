// SPDX-License-Identifier: Apache-2.0
// All installed plugins, inspected one by one without running any of their code: the first half of loading. The host then
// adds their settings to the configuration keys, checks the configuration, and passes both to load (plugin_set.h).
#pragma once

#include "config/keys.h"
#include "config/settings.h"
#include "loader/file/discover.h"
#include "loader/plan/inspection_cache.h"

namespace portico::loader {

struct Inventory {
    std::vector<PluginFile> plugins{}; // acceptable and refused ones, by name
    std::vector<Shadowed> shadowed{};
    std::vector<std::string> faults{}; // of folders: "FOLDER: what is wrong; what to do". Any fault prevents loading
};

// `owner`, the service's own user, is trusted besides root. With `inspections`, only new or changed files are read.
Inventory takeInventory(const std::vector<std::filesystem::path>& folders, uid_t owner,
                        InspectionCache* inspections = nullptr);

// Adds the settings of every acceptable plugin to `keys`, and refuses plugins with invalid declarations.
void declareSettings(Inventory& inventory, config::Keys& keys);

// Replaces each need "CAPABILITY@$SETTING" by one for every plugin that the setting names, and removes it if there is none.
void resolveNeeds(Inventory& inventory, const config::Settings& settings);

} // namespace portico::loader
