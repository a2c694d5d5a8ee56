// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/inventory.h"

#include "config/file_policy.h"
#include "loader/manifest/capability_id.h"
#include "loader/manifest/capability_need.h"

#include <algorithm>
#include <sstream>

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

// One per line.
std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

std::vector<std::string> resolved(const std::vector<std::string>& needs, const std::string& plugin,
                                  const config::Settings& settings) {
    std::vector<std::string> all;
    for (const std::string& text : needs) {
        const CapabilityNeed needed = readNeed(text);
        std::vector<std::string> texts{text};
        if (!needed.setting.empty()) {
            texts = linesOf(settings.pluginText("plugins." + plugin + '.' + needed.setting));
            for (std::string& id : texts) id.insert(0, needed.capability + '@');
        }
        for (std::string& one : texts)
            if (std::ranges::find(all, one) == all.end()) all.push_back(std::move(one));
    }
    return all;
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

void resolveNeeds(Inventory& inventory, const config::Settings& settings) {
    for (PluginFile& plugin : inventory.plugins) {
        if (!plugin.isAcceptable()) continue;
        plugin.manifest->needs = resolved(plugin.manifest->needs, plugin.id, settings);
        plugin.manifest->wants = resolved(plugin.manifest->wants, plugin.id, settings);
    }
}

} // namespace portico::loader
