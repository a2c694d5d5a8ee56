// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/plugin_preferences.h"

#include "loader/manifest/capability_id.h"

namespace portico::loader {

PluginPreferences preferencesOf(const config::Settings& settings, const std::vector<std::string>& ids) {
    PluginPreferences preferences;
    for (const std::string_view capability : knownCapabilities())
        if (const auto key = configurationKey(capability); key && !settings.string(*key).empty())
            preferences.named[std::string(capability)] = {settings.string(*key), settings.origin(*key)};
    for (const std::string& filter : settings.list("capabilities.filters"))
        preferences.filters.push_back({filter, settings.origin("capabilities.filters")});
    for (const std::string& id : ids)
        if (!settings.isEnabled(id)) preferences.disabled.insert(id);
    return preferences;
}

} // namespace portico::loader
