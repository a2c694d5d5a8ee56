// SPDX-License-Identifier: Apache-2.0
// `portico backup`: configuration, pages, keys and the data of plugins in one archive, beside a running server or without.
#pragma once

#include "host/backup/backup_manifest.h"
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
    isRefused,       // a plugin that cannot save: no backup
    isCopiedAsFiles, // better than nothing, before something is replaced
};

// Into an open file, which lies in the folder `beside`, or is a pipe if that is empty: what is collected for it is put there or where
// there is more room. `version` of portico. Throws Refusal or std::runtime_error.
BackedUp makeBackup(const Options& options, const std::string& version, int descriptor,
                    const std::filesystem::path& beside, OnSaveFailure failing = OnSaveFailure::isRefused);

} // namespace portico::host
