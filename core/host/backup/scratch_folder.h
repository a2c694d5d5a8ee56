// SPDX-License-Identifier: Apache-2.0
// A folder of its own, for this user only, gone with everything in it at the end: `.portico-XXXXXX`. After a crash it may be left over.
#pragma once

#include <filesystem>
#include <vector>

namespace portico::host {

class ScratchFolder {
public:
    // Under TMPDIR, or /var/tmp: what goes into it may be larger than memory.
    ScratchFolder();
    // In that folder, under a hidden name.
    explicit ScratchFolder(const std::filesystem::path& in);
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const noexcept { return path_; }

    // Is this the name of one?
    static bool isOne(const std::filesystem::path& path);

private:
    std::filesystem::path path_;
};

// Where what is large for a while goes: TMPDIR if that is given and this user may write there, or else the folder with the most room of
// `others` and /var/tmp that they may write. Throws std::runtime_error if there is none.
std::filesystem::path folderWithMostSpace(const std::vector<std::filesystem::path>& others);

} // namespace portico::host
