// SPDX-License-Identifier: Apache-2.0
// The folder with a process's private copies of plugins: one per process, below the cache, mode 0700, locked as long as the
// process lives. Each start removes the folders of processes that have ended, however they ended.
#pragma once

#include "base/descriptor.h"

#include <filesystem>

namespace portico::loader {

class CopyFolder {
public:
    // Throws std::runtime_error with the folder and a remedy.
    explicit CopyFolder(const std::filesystem::path& cache);
    CopyFolder(CopyFolder&&) noexcept = default;
    CopyFolder& operator=(CopyFolder&&) = delete;
    ~CopyFolder();

    const std::filesystem::path& path() const noexcept { return path_; }
    // Whether code in it may run (not mounted noexec).
    bool mayRun() const noexcept;

private:
    std::filesystem::path path_;
    base::Descriptor lock_;
};

} // namespace portico::loader
