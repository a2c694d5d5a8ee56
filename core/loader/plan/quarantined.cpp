// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/quarantined.h"

#include <algorithm>

namespace portico::loader {

namespace {

// The quarantined plugin that would provide this capability; nullptr if another plugin or none provides it.
const PluginFile* missingProvider(const std::vector<PluginFile>& plugins, const PluginPreferences& preferences,
                                  const std::string& capability) {
    const PluginFile* missing = nullptr;
    const auto named = preferences.named.find(capability);
    for (const PluginFile& plugin : plugins) {
        if (!plugin.manifest || !plugin.manifest->isProvider(capability) || preferences.disabled.contains(plugin.id))
            continue;
        if (named != preferences.named.end() && named->second.plugin != plugin.id) continue;
        if (!plugin.isQuarantined) return nullptr;
        missing = &plugin;
    }
    return missing;
}

} // namespace

void spreadQuarantine(std::vector<PluginFile>& plugins, const PluginPreferences& preferences) {
    for (bool grows = true; grows;) {
        grows = false;
        for (PluginFile& plugin : plugins) {
            if (!plugin.isAcceptable()) continue;
            for (const std::string& need : plugin.manifest->needs) {
                const PluginFile* provider = missingProvider(plugins, preferences, need);
                if (provider == nullptr) continue;
                plugin.problems.push_back("needs " + need + " of " + provider->id + ", which is quarantined");
                plugin.isQuarantined = grows = true;
                break;
            }
        }
    }
}

} // namespace portico::loader
