// SPDX-License-Identifier: Apache-2.0
// An archive -> an empty folder of ours that nobody else can look into. Nothing leaves it, nothing in it is overwritten, and no more
// is written than was promised.
#pragma once

#include "host/backup/backup_manifest.h"
#include "host/backup/tarball.h"

#include <filesystem>

namespace portico::host {

// What another process of ours sent.
void unpackTree(TarReader& archive, const std::filesystem::path& folder);

// A backup from anywhere: every file is there, once, in a place that backups have, with the size and the sum that the manifest says.
// Throws std::runtime_error with a whole clause.
BackupManifest unpackBackup(int descriptor, const std::filesystem::path& folder);

} // namespace portico::host
