// SPDX-License-Identifier: Apache-2.0
// A temporary folder for this user only: `.portico-scratch-XXXXXX`. The destructor removes it with its content; it may remain after a
// crash.
#pragma once

#include "host/backup/open_folder.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace portico::host {

class ScratchFolder {
public:
    // In TMPDIR or /var/tmp, because its content may be larger than memory.
    ScratchFolder();
    // In that folder, in which only this user and root may rename files, under a hidden name.
    explicit ScratchFolder(const std::filesystem::path& in);
    // In that folder, in which anybody may rename files. It must exist longer than this object.
    explicit ScratchFolder(const OpenFolder& in);
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const noexcept { return path_; }

    // Whether this is the name of a scratch folder.
    static bool isOne(const std::filesystem::path& path);

private:
    std::filesystem::path name_, path_;
    std::optional<OpenFolder> opened_{};
};

// The folder for large temporary content: TMPDIR if it is set and writable, or else the writable folder with the most space among
// `others` and /var/tmp, without those in which other users could rename it. Throws std::runtime_error if there is none, or if
// others could rename files in TMPDIR.
std::filesystem::path folderWithMostSpace(const std::vector<std::filesystem::path>& others);

} // namespace portico::host
