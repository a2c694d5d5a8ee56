// SPDX-License-Identifier: Apache-2.0
// A quarantined plugin keeps nobody from starting the server: what needs it stays out with it, and the rest serves. Pure.
#pragma once

#include "loader/manifest/plugin_file.h"
#include "loader/plan/plugin_preferences.h"

#include <vector>

namespace portico::loader {

// Quarantines every plugin that needs a capability whose provider, named or only, is quarantined; and so on.
void spreadQuarantine(std::vector<PluginFile>& plugins, const PluginPreferences& preferences);

} // namespace portico::loader
