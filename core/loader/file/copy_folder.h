// SPDX-License-Identifier: Apache-2.0
// Where a process keeps the copies of plugins that it runs: a folder of its own in the cache, closed to everybody else, locked as
// long as the process lives. What processes that are gone have left there, however they ended, goes when the next one starts.
#pragma once

#include "loader/file/descriptor.h"

#include <filesystem>

namespace portico::loader {

class CopyFolder {
public:
    // Throws std::runtime_error that names the folder and says what to do.
    explicit CopyFolder(const std::filesystem::path& cache);
    CopyFolder(CopyFolder&&) noexcept = default;
    CopyFolder& operator=(CopyFolder&&) = delete;
    ~CopyFolder();

    const std::filesystem::path& path() const noexcept { return path_; }
    // Is code in it allowed to run (no noexec)?
    bool mayRun() const noexcept;

private:
    std::filesystem::path path_;
    Descriptor lock_;
};

} // namespace portico::loader
