// SPDX-License-Identifier: Apache-2.0
// Reports changes in folders and their subfolders (inotify). Combines changes in quick succession, and waits for files that are
// still being written, for example by a linker. Never blocks. Belongs to the control thread.
#pragma once

#include "base/descriptor.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace portico::host {

class FileWatch {
public:
    using Clock = std::chrono::steady_clock;

    struct Folder {
        std::filesystem::path path;
        std::string suffix{}; // watches only files that end like this, and no subfolders; empty: everything
    };

    FileWatch();

    // Replaces the watched folders. No change in a folder that stays watched is lost. Ignores folders that do not exist.
    void watch(std::vector<Folder> folders);

    // Readable if hear() has events.
    int descriptor() const noexcept { return inotify_.get(); }
    void hear(Clock::time_point now);

    // When take() will return a name if nothing else happens; time_point::max() if nothing has changed.
    Clock::time_point due() const noexcept;

    // The name of a changed file, once no more changes arrive; else empty. New subfolders are watched from then on, so that changes
    // in them after the caller has read them are reported.
    std::string take(Clock::time_point now);

private:
    using File = std::pair<int, std::string>; // folder and name

    void refresh();
    void add(const std::filesystem::path& folder, const std::string& suffix);
    void note(int folder, const std::string& name, std::uint32_t what);

    base::Descriptor inotify_;
    std::vector<Folder> asked_;
    std::map<int, Folder> folders_; // with subfolders, by watch
    std::set<File> written_;        // files that their writers have not closed yet
    std::string changed_;
    Clock::time_point last_{};
};

} // namespace portico::host
