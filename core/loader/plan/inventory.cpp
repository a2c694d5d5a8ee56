// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/inventory.h"

#include "config/file_policy.h"
#include "loader/manifest/capability_id.h"

#include <algorithm>

namespace portico::loader {

namespace {

// A copy under another name is already refused for its name. The name that it should have is taken, so name that file.
void nameDoubles(std::vector<PluginFile>& plugins) {
    for (PluginFile& plugin : plugins) {
        if (!plugin.manifest || plugin.manifest->id == plugin.id) continue;
        const auto other = std::ranges::find(plugins, plugin.manifest->id, &PluginFile::id);
        if (other == plugins.end()) continue;
        std::erase(plugin.problems, wrongName(*plugin.manifest));
        plugin.problems.push_back("has the same id \"" + plugin.manifest->id + "\" as " + other->file.string() +
                                  "; remove one of the two");
    }
}

} // namespace

Inventory takeInventory(const std::vector<std::filesystem::path>& folders, uid_t owner, InspectionCache* inspections) {
    Discovery found = discover(folders);
    Inventory inventory{.shadowed = std::move(found.shadowed), .faults = std::move(found.faults)};
    for (const auto& folder : found.folders)
        for (const config::PolicyViolation& violations :
             config::violationsOfFolder(folder, config::FileUse::code, owner))
            inventory.faults.push_back(folder.string() + ": " + violations.text());
    for (const auto& file : found.files)
        inventory.plugins.push_back(inspections != nullptr ? inspections->inspect(file, owner) : inspect(file, owner));
    nameDoubles(inventory.plugins);
    return inventory;
}

void declareSettings(Inventory& inventory, config::Keys& keys) {
    for (PluginFile& plugin : inventory.plugins) {
        if (!isPluginId(plugin.id)) continue;
        if (plugin.isAcceptable())
            for (const std::string& problem : keys.addPlugin(plugin.id, plugin.manifest->settings))
                plugin.problems.push_back("its manifest: " + problem);
        // Reporting the settings of a refused plugin as "unknown" would repeat the same fault and prevent the start.
        if (!plugin.isAcceptable()) keys.addRefusedPlugin(plugin.id);
    }
}

} // namespace portico::loader
