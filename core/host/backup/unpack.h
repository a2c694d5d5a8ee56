// SPDX-License-Identifier: Apache-2.0
// Unpacks an archive into an empty private folder. Writes nothing outside of it, overwrites nothing in it, and writes no more
// than the archive declares.
#pragma once

#include "host/backup/backup_manifest.h"
#include "host/backup/on_progress.h"
#include "host/backup/tarball.h"

#include <filesystem>

namespace portico::host {

// Unpacks what the other process of the same command sent.
void unpackTree(TarReader& archive, const std::filesystem::path& folder, const OnBytes& onBytes = ignoreBytes);

// Unpacks a backup from anywhere: every file must exist once, in a place that backups have, with the size and SHA-256 that the
// manifest declares. Throws std::runtime_error with a complete clause.
BackupManifest unpackBackup(int descriptor, const std::filesystem::path& folder,
                            const OnProgress& onProgress = ignoreProgress);

} // namespace portico::host
