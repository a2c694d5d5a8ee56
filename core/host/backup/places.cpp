// SPDX-License-Identifier: Apache-2.0
#include "host/backup/places.h"

#include "config/file_policy.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

// The user who decides where the path leads: the owner of its first link.
std::optional<uid_t> redirectorOf(const fs::path& path) {
    fs::path reached;
    struct stat about {};
    for (const fs::path& name : path) {
        reached /= name;
        if (::lstat(reached.c_str(), &about) == 0 && S_ISLNK(about.st_mode)) return about.st_uid;
    }
    return std::nullopt;
}

// Follows links, so that a restore replaces the folder and not a link to it. If other users can change the links, they lead only
// to folders of their owner: otherwise these users could have any folder saved and replaced.
fs::path resolved(const fs::path& path) {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(path, error);
    if (error || real == path.lexically_normal()) return path.lexically_normal();
    const std::string violation = config::firstOf(config::violationsAbove(path / ".", ::geteuid()));
    const std::optional<uid_t> user = redirectorOf(path);
    struct stat about {};
    const bool isTheirs =
        user && *user != 0 && *user != ::geteuid() && ::stat(real.c_str(), &about) == 0 && about.st_uid == *user;
    if (!violation.empty() && !isTheirs)
        throw std::runtime_error(path.string() + " leads to " + real.string() + ", but " + violation);
    return real;
}

bool isWithin(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

bool isPackaged(const fs::path& folder) { return isWithin(folder, "/usr") && !isWithin(folder, "/usr/local"); }

// The data of plugins is saved and loaded by the plugins themselves.
fs::path apartFromState(fs::path folder, const config::Settings& settings) {
    std::error_code error;
    const fs::path state = fs::weakly_canonical(settings.path("state.directory"), error);
    if (!error && (isWithin(folder, state) || isWithin(state, folder)))
        throw std::runtime_error("pages.directories: " + folder.string() + " and state.directory " + state.string() +
                                 " contain each other; use two folders");
    return folder;
}

} // namespace

Links linksIn(const Place& place) {
    return place.inBackup.starts_with("configuration") ? Links::disabling : Links::followed;
}

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
    for (const fs::path& path : settings.paths("pages.directories"))
        all.push_back(apartFromState(resolved(path), settings));
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
