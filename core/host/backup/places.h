// SPDX-License-Identifier: Apache-2.0
// What a backup contains besides the data of plugins, and where it is on this machine.
#pragma once

#include "config/layers.h"
#include "config/settings.h"
#include "host/backup/file_tree.h"

#include <filesystem>
#include <string>
#include <vector>

namespace portico::host {

struct Place {
    std::string inBackup;       // "configuration"
    std::filesystem::path here; // "/etc/portico"; may be missing
};

// How links in the place are saved and restored.
Links linksIn(const Place& place);

// All of /etc/portico; with --config, that file and the folders conf.d and plugins.d next to it.
std::vector<Place> configurationPlaces(const config::Sources& sources);

// The site's own folders in pages.directories, without those that packages install (/usr) and those inside a folder that the
// backup already contains.
std::vector<std::filesystem::path> pageFolders(const config::Settings& settings,
                                               const std::vector<Place>& configuration);

// The same configuration, read from an unpacked backup.
config::Sources sourcesIn(const config::Sources& sources, const std::filesystem::path& unpacked);

} // namespace portico::host
