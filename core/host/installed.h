// SPDX-License-Identifier: Apache-2.0
// The plugins that are installed and what would become of each: what `portico plugins list` shows.
#pragma once

#include "host/options.h"

#include <string>
#include <vector>

namespace portico::host {

struct InstalledPlugin {
    std::string id, version, file;
    std::string
        state; // "used", "idle", "refused" or "quarantined"; of one that runs and is gone from the disk "removed"
    std::vector<std::string> provides;
    std::vector<std::string> reasons; // why it is not used
};

// Creates the plugins, to hear whether they take their settings, but starts none. Throws Refusal only for faults of the
// configuration itself.
std::vector<InstalledPlugin> installedPlugins(const Options& options);

} // namespace portico::host
