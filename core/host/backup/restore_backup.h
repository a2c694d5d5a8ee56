// SPDX-License-Identifier: Apache-2.0
// `portico restore`: restores everything from an archive of makeBackup. First unpacks, checks and tries everything, then backs up
// the current state, then replaces it.
#pragma once

#include "base/descriptor.h"
#include "host/backup/backup_manifest.h"
#include "host/backup/on_progress.h"
#include "host/process/options.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::host {

// "-" is standard input. Refuses root a file that others can change. Throws std::runtime_error.
base::Descriptor openBackup(const std::filesystem::path& file);

// How the names of archives begin that restores leave in state.directory. They belong to root, so that only root can restore
// them.
inline constexpr std::string_view restoreArchivePrefix = "before-restore-";

struct Restored {
    BackupManifest manifest;
    std::filesystem::path before; // the archive with what was replaced
    std::string failure;          // why plugins could not save it, and their files were copied instead
};

struct RestoreCallbacks {
    // Called with the places that are going to be replaced. False: nothing changes, and restoreBackup returns nothing.
    std::function<bool(const BackupManifest&, const std::vector<std::string>& places)> mayReplace;
    // Called with the archive of the current state when it is complete and nothing has changed yet.
    std::function<void(const std::filesystem::path& before)> onArchived;
    OnProgress onProgress;
};

// `name`: of the archive, for messages. Throws Refusal or std::runtime_error; the message says what was already replaced, if
// anything. Does not notify the running server.
std::optional<Restored> restoreBackup(const Options& options, const std::string& version, int descriptor,
                                      const std::string& name, const RestoreCallbacks& callbacks);

} // namespace portico::host
