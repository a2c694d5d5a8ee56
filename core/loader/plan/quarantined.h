// SPDX-License-Identifier: Apache-2.0
// A quarantined plugin does not prevent the server from starting: it is left out with all that needs it. Pure.
#pragma once

#include "loader/manifest/plugin_file.h"
#include "loader/plan/plugin_preferences.h"

#include <vector>

namespace portico::loader {

// Quarantines every plugin that needs a capability whose named or only provider is quarantined, and so on transitively.
void spreadQuarantine(std::vector<PluginFile>& plugins, const PluginPreferences& preferences);

} // namespace portico::loader
