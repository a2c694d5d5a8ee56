// SPDX-License-Identifier: Apache-2.0
// Folders -> an archive.
#pragma once

#include "host/backup/backup_manifest.h"
#include "host/backup/tarball.h"

#include <filesystem>

namespace portico::host {

// All files and folders below `root`, without the root itself.
void packTree(TarWriter& archive, const std::filesystem::path& root);

// The manifest, filled with the files below `root`, and then these. Throws std::runtime_error for a name that no backup can have.
// Returns it.
BackupManifest packBackup(int descriptor, const std::filesystem::path& root, BackupManifest manifest);

} // namespace portico::host
