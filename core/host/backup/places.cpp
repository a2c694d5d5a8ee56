// SPDX-License-Identifier: Apache-2.0
#include "host/backup/places.h"

#include "config/file_policy.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

// Follows links, so that a restore replaces the folder and not a link to it. A folder of root is only reached through folders and
// links that other users cannot change: otherwise they could have any folder of root saved and replaced.
fs::path resolved(const fs::path& path) {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(path, error);
    if (error || real == path.lexically_normal()) return path.lexically_normal();
    struct stat about {};
    const bool isOwn = ::stat(real.c_str(), &about) == 0 && (about.st_uid == 0 || about.st_uid == ::geteuid());
    const std::string violation = config::firstOf(config::violationsAbove(path / ".", ::geteuid()));
    if (isOwn && !violation.empty())
        throw std::runtime_error(path.string() + " leads to " + real.string() + ", but " + violation);
    return real;
}

bool isWithin(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

bool isPackaged(const fs::path& folder) { return isWithin(folder, "/usr") && !isWithin(folder, "/usr/local"); }

} // namespace

std::vector<Place> configurationPlaces(const config::Sources& sources) {
    if (!sources.main) return {{"configuration", resolved(sources.root / "etc/portico")}};
    const fs::path main = resolved(*sources.main);
    const fs::path file = fs::is_directory(main) ? main / "portico.toml" : main;
    return {{"configuration/portico.toml", file},
            {"configuration/conf.d", file.parent_path() / "conf.d"},
            {"configuration/plugins.d", file.parent_path() / "plugins.d"}};
}

std::vector<fs::path> pageFolders(const config::Settings& settings, const std::vector<Place>& configuration) {
    std::vector<fs::path> all;
    for (const fs::path& path : settings.paths("pages.directories")) all.push_back(resolved(path));
    std::vector<fs::path> own;
    for (const fs::path& folder : all) {
        const bool inConfiguration =
            std::ranges::any_of(configuration, [&](const Place& place) { return isWithin(folder, place.here); });
        const bool inAnother =
            std::ranges::any_of(all, [&](const fs::path& other) { return other != folder && isWithin(folder, other); });
        const bool isSecond = std::ranges::find(own, folder) != own.end();
        if (!isPackaged(folder) && !inConfiguration && !inAnother && !isSecond) own.push_back(folder);
    }
    return own;
}

config::Sources sourcesIn(const config::Sources& sources, const fs::path& unpacked) {
    config::Sources other = sources;
    if (sources.main)
        other.main = unpacked / "configuration/portico.toml";
    else
        other.local = unpacked / "configuration";
    return other;
}

} // namespace portico::host
