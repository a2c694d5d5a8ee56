// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/plugin_preferences.h"

#include "loader/manifest/capability_id.h"

namespace portico::loader {

std::vector<std::string> NamedProvider::all() const {
    std::vector<std::string> ids{plugin};
    ids.insert(ids.end(), more.begin(), more.end());
    return ids;
}

PluginPreferences preferencesOf(const config::Settings& settings, const std::vector<std::string>& ids) {
    PluginPreferences preferences;
    for (const std::string_view capability : knownCapabilities()) {
        const auto key = configurationKey(capability);
        const std::vector<std::string> names = key ? settings.names(*key) : std::vector<std::string>();
        if (names.empty()) continue;
        preferences.named[std::string(capability)] = {
            names.front(), settings.origin(*key), {names.begin() + 1, names.end()}};
    }
    for (const std::string& filter : settings.list("capabilities.filters"))
        preferences.filters.push_back({filter, settings.origin("capabilities.filters")});
    for (const std::string& id : ids)
        if (!settings.isEnabled(id)) preferences.disabled.insert(id);
    return preferences;
}

} // namespace portico::loader
