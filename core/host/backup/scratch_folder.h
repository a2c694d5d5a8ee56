// SPDX-License-Identifier: Apache-2.0
// A folder of its own, for this user only, gone with everything in it at the end.
#pragma once

#include <filesystem>

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

private:
    std::filesystem::path path_;
};

} // namespace portico::host
