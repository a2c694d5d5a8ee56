// SPDX-License-Identifier: Apache-2.0
// `portico backup`: configuration, pages, keys and the data of plugins in one archive, whether or not the server is running.
#pragma once

#include "host/backup/backup_manifest.h"
#include "host/backup/on_progress.h"
#include "host/backup/run_in_child.h"
#include "host/process/options.h"

#include <filesystem>
#include <string>

namespace portico::host {

struct BackedUp {
    BackupManifest manifest{};
    Sentences leftOut{};   // paths of what is neither a file nor a folder
    std::string failure{}; // why plugins could not save, and files were copied instead
};

enum class OnSaveFailure {
    isRefused,       // no backup if a plugin cannot save its data
    isCopiedAsFiles, // better than nothing before a restore
};

// Writes to an open file in the folder `beside`, or to a pipe if `beside` is empty. Collects the content in `beside` or in
// another folder with more space. `version`: of portico. Throws Refusal or std::runtime_error.
BackedUp makeBackup(const Options& options, const std::string& version, int descriptor,
                    const std::filesystem::path& beside, const OnProgress& onProgress,
                    OnSaveFailure failing = OnSaveFailure::isRefused);

} // namespace portico::host
