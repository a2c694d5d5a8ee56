// SPDX-License-Identifier: Apache-2.0
// Says when something in folders has changed, theirs and those below them (inotify). Changes that come together are one.
#pragma once

#include "loader/descriptor.h"

#include <filesystem>
#include <string>
#include <vector>

namespace portico::host {

class FileWatch {
public:
    FileWatch();

    // Instead of those before. Folders that are not there are left out.
    void watch(const std::vector<std::filesystem::path>& folders);

    // This folder too, without those below it.
    void also(const std::filesystem::path& folder) { add(folder); }

    int descriptor() const noexcept { return inotify_.get(); }
    // Waits for the rest of the changes, a moment; the name of one of the files, or empty if nothing of interest has changed.
    std::string take();

private:
    void add(const std::filesystem::path& folder);

    loader::Descriptor inotify_;
    std::vector<int> watches_;
};

} // namespace portico::host
