// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/quarantined.h"

#include "loader/manifest/capability_need.h"

#include <algorithm>

namespace portico::loader {

namespace {

const PluginFile* quarantinedPlugin(const std::vector<PluginFile>& plugins, const PluginPreferences& preferences,
                                    const std::string& id) {
    const auto found = std::ranges::find(plugins, id, &PluginFile::id);
    const bool isMissing = found != plugins.end() && found->isQuarantined && !preferences.disabled.contains(id);
    return isMissing ? &*found : nullptr;
}

// The quarantined plugin that would provide this capability; nullptr if another plugin or none provides it.
const PluginFile* missingProvider(const std::vector<PluginFile>& plugins, const PluginPreferences& preferences,
                                  const std::string& capability) {
    const PluginFile* missing = nullptr;
    const auto named = preferences.named.find(capability);
    for (const PluginFile& plugin : plugins) {
        if (!plugin.manifest || !plugin.manifest->isProvider(capability) || preferences.disabled.contains(plugin.id))
            continue;
        if (named != preferences.named.end() && !named->second.names(plugin.id)) continue;
        if (!plugin.isQuarantined) return nullptr;
        missing = &plugin;
    }
    return missing;
}

// The first need that only a quarantined plugin meets; empty if there is none.
std::string lostNeed(const Manifest& manifest, const std::vector<PluginFile>& plugins,
                     const PluginPreferences& preferences) {
    for (const std::string& text : manifest.needs) {
        const CapabilityNeed needed = readNeed(text);
        const PluginFile* provider = needed.provider.empty() ? missingProvider(plugins, preferences, needed.capability)
                                                             : quarantinedPlugin(plugins, preferences, needed.provider);
        if (provider != nullptr) return needed.capability + " of " + provider->id;
    }
    for (const NeededPlugin& needed : manifest.neededPlugins)
        if (quarantinedPlugin(plugins, preferences, needed.id) != nullptr) return "the plugin " + needed.id;
    return {};
}

} // namespace

void spreadQuarantine(std::vector<PluginFile>& plugins, const PluginPreferences& preferences) {
    for (bool grows = true; grows;) {
        grows = false;
        for (PluginFile& plugin : plugins) {
            if (!plugin.isAcceptable()) continue;
            const std::string lost = lostNeed(*plugin.manifest, plugins, preferences);
            if (lost.empty()) continue;
            plugin.problems.push_back("needs " + lost + ", which is quarantined");
            plugin.isQuarantined = grows = true;
        }
    }
}

} // namespace portico::loader
