// SPDX-License-Identifier: Apache-2.0
#include "host/backup/plugin_data.h"

#include "capabilities/backup.h"
#include "host/backup/file_tree.h"
#include "host/backup/swap_paths.h"
#include "host/generation/generation.h"
#include "host/process/refusal.h"
#include "host/services/services.h"
#include "loader/manifest/capability_id.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

loader::PluginSet created(const Options& options, ProcessState& processState, fs::path& state) {
    Setup setup = setUp(options);
    state = setup.settings.path("state.directory");
    const loader::PluginPreferences preferences = preferencesOf(setup);
    auto services = std::make_shared<Services>(setup.settings, processState);
    return loader::load(std::move(setup.inventory), preferences, processState.libraries, std::move(services),
                        loader::Until::created);
}

void makeFolder(const fs::path& folder) {
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
}

// Copies the keys, and the folders of the plugins for which `isWanted` is true.
void copyFiles(const fs::path& state, const fs::path& folder, const std::function<bool(const std::string&)>& isWanted,
               Sentences& leftOut) {
    makeFolder(folder / "keys");
    makeFolder(folder / "files");
    for (const fs::directory_entry& entry : fs::directory_iterator(state)) {
        const std::string name = entry.path().filename().string();
        const fs::file_type type = entry.symlink_status().type();
        if (type == fs::file_type::regular && name.ends_with(".key"))
            copyTree(entry.path(), folder / "keys" / name, Links::leftOut, leftOut);
        if (type == fs::file_type::directory && loader::isPluginId(name) && isWanted(name))
            copyTree(entry.path(), folder / "files" / name, Links::leftOut, leftOut);
    }
}

std::vector<fs::path> pathsIn(const fs::path& folder) {
    std::vector<fs::path> entries;
    if (fs::is_directory(folder))
        for (const fs::directory_entry& entry : fs::directory_iterator(folder)) entries.push_back(entry.path());
    std::ranges::sort(entries);
    return entries;
}

} // namespace

PluginData::PluginData(const Options& options)
    : log_("warning", false),
      processState_(log_, PORTICO_PURPOSE_BACKUP),
      plugins_(created(options, processState_, state_)) {
    if (!plugins_.ok()) throw Refusal(reasonsOf(plugins_.report()));
}

void PluginData::save(const fs::path& folder, Sentences& leftOut) const {
    const auto& backups = plugins_.registry().backups;
    copyFiles(
        state_, folder,
        [&](const std::string& id) {
            return std::ranges::find(backups, id, &capabilities::Provided::plugin) == backups.end();
        },
        leftOut);
    makeFolder(folder / "saved");
    for (const capabilities::Provided& provided : backups) {
        const fs::path own = folder / "saved" / provided.plugin;
        makeFolder(own);
        capabilities::Backup(provided).save(own);
    }
}

void PluginData::mustLoad(const std::vector<std::string>& ids) const {
    const auto& backups = plugins_.registry().backups;
    for (const std::string& id : ids)
        if (std::ranges::find(backups, id, &capabilities::Provided::plugin) == backups.end())
            throw std::runtime_error("the backup contains data that " + id +
                                     " saved, but no plugin of that name is in use here that could load it; install it "
                                     "first (`portico plugins list`)");
}

// Keys last: until then the running server signs with its own.
void PluginData::load(const fs::path& folder) const {
    for (const capabilities::Provided& provided : plugins_.registry().backups)
        if (const fs::path own = folder / "saved" / provided.plugin; fs::is_directory(own))
            capabilities::Backup(provided).load(own);
    for (const fs::path& own : pathsIn(folder / "files")) swapPaths(own, state_ / own.filename());
    for (const fs::path& key : pathsIn(folder / "keys")) swapPaths(key, state_ / key.filename());
}

void copyState(const fs::path& state, const fs::path& folder, Sentences& leftOut) {
    copyFiles(
        state, folder, [](const std::string&) { return true; }, leftOut);
}

} // namespace portico::host
