// SPDX-License-Identifier: Apache-2.0
// The content of state.directory: keys, and the data of plugins, which they save and load themselves (portico.backup/1) or
// which is copied as files. Creates plugins but does not start them. For a child process (run_in_child.h): root becomes the
// server's user.
//
// The layout in a folder: keys/csrf.key, saved/ID/... for plugins that save their data, files/ID/... for all others.
#pragma once

#include "host/backup/run_in_child.h"
#include "host/process/options.h"
#include "host/services/process_state.h"
#include "loader/run/plugin_set.h"

#include <filesystem>

namespace portico::host {

class PluginData {
public:
    // Throws Refusal.
    explicit PluginData(const Options& options);

    // `folder` must be empty. `leftOut` gets the paths of what is neither file nor folder.
    void save(const std::filesystem::path& folder, Sentences& leftOut) const;

    // Throws std::runtime_error unless each of these plugins can load what it saved.
    void mustLoad(const std::vector<std::string>& ids) const;
    // Replaces the present data, each plugin as a whole, and keeps what the folder does not contain. Exchanges files with the
    // folder.
    void load(const std::filesystem::path& folder) const;

private:
    ServerLog log_;
    ProcessState processState_;
    std::filesystem::path state_{}; // set while plugins_ is constructed
    loader::PluginSet plugins_;
};

// Copies all of it as files, without calling plugins: for data that plugins can no longer save.
void copyState(const std::filesystem::path& state, const std::filesystem::path& folder, Sentences& leftOut);

} // namespace portico::host
