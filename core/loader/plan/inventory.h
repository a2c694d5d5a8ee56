// SPDX-License-Identifier: Apache-2.0
// All plugins that are installed, read and judged one by one without running any of their code: the first half of loading.
// The host then adds their settings to the keys of the configuration, checks it, and hands both to load (plugin_set.h).
#pragma once

#include "config/keys.h"
#include "loader/file/discover.h"
#include "loader/plan/inspection_cache.h"

namespace portico::loader {

struct Inventory {
    std::vector<PluginFile> plugins{}; // acceptable and refused ones, by name
    std::vector<Shadowed> shadowed{};
    std::vector<std::string> faults{}; // of folders: "FOLDER: what is wrong; what to do". With one nothing is loaded
};

// `owner` is trusted besides root: the service's own user. With `inspections` only what is new to them is read.
Inventory takeInventory(const std::vector<std::filesystem::path>& folders, uid_t owner,
                        InspectionCache* inspections = nullptr);

// Adds the settings of every plugin with a manifest, and refuses those whose declarations do not hold.
void declareSettings(Inventory& inventory, config::Keys& keys);

} // namespace portico::loader
