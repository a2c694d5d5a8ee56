// SPDX-License-Identifier: Apache-2.0
// `portico restore`: all that makeBackup has put into an archive, back in its places. First everything is unpacked, judged and tried,
// then what is there now is backed up, then it is replaced.
#pragma once

#include "host/backup/backup_manifest.h"
#include "host/process/options.h"
#include "loader/file/descriptor.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::host {

// "-" is standard input. Root gets none that others may write. Throws std::runtime_error.
loader::Descriptor openBackup(const std::filesystem::path& file);

// How the archives begin that restores leave in the state's folder. Root's own: only root may say that they come back.
inline constexpr std::string_view restoreArchivePrefix = "before-restore-";

struct Restored {
    BackupManifest manifest;
    std::filesystem::path before; // the archive with what was replaced
    std::string failure;          // why plugins could not save it, and their files were copied instead
};

// `mayReplace` gets what is going to be replaced, one place a line; after a no nothing has changed, and nothing is returned.
// Gets the archive with what is there, when it is complete and nothing has changed yet.
using OnArchived = std::function<void(const std::filesystem::path& before)>;
using MayReplace = std::function<bool(const BackupManifest&, const std::vector<std::string>& places)>;

// `name`: of the archive, for messages. Throws Refusal or std::runtime_error; a message says what was replaced before it, if
// anything was. The running server is not told.
std::optional<Restored> restoreBackup(const Options& options, const std::string& version, int descriptor,
                                      const std::string& name, const MayReplace& mayReplace, const OnArchived& kept);

} // namespace portico::host
