// SPDX-License-Identifier: Apache-2.0
// A temporary folder for this user only: `.portico-XXXXXX`. The destructor removes it with its content; it may remain after a
// crash.
#pragma once

#include <filesystem>
#include <vector>

namespace portico::host {

class ScratchFolder {
public:
    // In TMPDIR or /var/tmp, because its content may be larger than memory.
    ScratchFolder();
    // In that folder, under a hidden name.
    explicit ScratchFolder(const std::filesystem::path& in);
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const noexcept { return path_; }

    // Whether this is the name of a scratch folder.
    static bool isOne(const std::filesystem::path& path);

private:
    std::filesystem::path path_;
};

// The folder for large temporary content: TMPDIR if it is set and writable, or else the writable folder with the most space among
// `others` and /var/tmp. Throws std::runtime_error if there is none.
std::filesystem::path folderWithMostSpace(const std::vector<std::filesystem::path>& others);

} // namespace portico::host
