// SPDX-License-Identifier: Apache-2.0
// What lies in state.directory: the data of plugins, saved and loaded by themselves (portico.backup/1) or copied as files, and keys.
// Plugins are created for it, not started. For a process of its own (in_child): root becomes the server's user here.
//
// In a folder, it looks like this: keys/csrf.key, saved/ID/... of plugins that saved it, files/ID/... of all others.
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

    // `folder` is empty. With `leftOut` for what is neither file nor folder.
    void save(const std::filesystem::path& folder, Sentences& leftOut) const;

    // Throws std::runtime_error unless each of these plugins can load what it saved.
    void mustLoad(const std::vector<std::string>& ids) const;
    // In the place of what is there: each plugin as a whole. What the folder does not have stays. Files change hands.
    void load(const std::filesystem::path& folder) const;

private:
    ServerLog log_;
    ProcessState processState_;
    std::filesystem::path state_{}; // set while plugins_ is made
    loader::PluginSet plugins_;
};

// As files all of it, without asking any plugin: for what no plugin can save any more.
void copyState(const std::filesystem::path& state, const std::filesystem::path& folder, Sentences& leftOut);

} // namespace portico::host
