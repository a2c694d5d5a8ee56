// SPDX-License-Identifier: Apache-2.0
// Writes folders into an archive.
#pragma once

#include "host/backup/backup_manifest.h"
#include "host/backup/on_progress.h"
#include "host/backup/tarball.h"

#include <filesystem>

namespace portico::host {

// All files and folders below `root`, without the root itself.
void packTree(TarWriter& archive, const std::filesystem::path& root, const OnBytes& onBytes = ignoreBytes);

// Writes the manifest, completed with the files below `root`, and then these files. Returns the manifest. Throws
// std::runtime_error for a name that a backup cannot contain.
BackupManifest packBackup(int descriptor, const std::filesystem::path& root, BackupManifest manifest,
                          const OnProgress& onProgress = ignoreProgress);

} // namespace portico::host
