// SPDX-License-Identifier: Apache-2.0
// What of this machine is in a backup besides the data of plugins, and where that lies.
#pragma once

#include "config/layers.h"
#include "config/settings.h"

#include <filesystem>
#include <string>
#include <vector>

namespace portico::host {

struct Place {
    std::string inBackup;       // "configuration"
    std::filesystem::path here; // "/etc/portico"; may not be there
};

// /etc/portico as a whole; with --config that file, and conf.d and plugins.d beside it.
std::vector<Place> configurationPlaces(const config::Sources& sources);

// The site's own folders of pages.directories: not those that packages install (/usr), nor any that lies in a folder that is in
// the backup already.
std::vector<std::filesystem::path> pageFolders(const config::Settings& settings,
                                               const std::vector<Place>& configuration);

// The same configuration, read from an unpacked backup.
config::Sources sourcesIn(const config::Sources& sources, const std::filesystem::path& unpacked);

} // namespace portico::host
