// SPDX-License-Identifier: Apache-2.0
// Says when something in folders has changed, theirs and those below them (inotify). Changes that come together are one, and a file
// that is still being written is waited for: a linker takes its time. Never blocks. Belongs to the control thread.
#pragma once

#include "loader/file/descriptor.h"

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

    FileWatch();

    // Instead of those before. Folders that are not there are left out.
    void watch(const std::vector<std::filesystem::path>& folders);

    // This folder too, without those below it; only files that end in `suffix` count.
    void also(const std::filesystem::path& folder, std::string suffix);

    // Readable: there is something to hear.
    int descriptor() const noexcept { return inotify_.get(); }
    void hear(Clock::time_point now);

    // When take() will have something if nothing else happens; time_point::max() if nothing has changed.
    Clock::time_point due() const noexcept;

    // The name of a file that has changed, once all is quiet; else empty.
    std::string take(Clock::time_point now);

private:
    using File = std::pair<int, std::string>; // folder and name
    struct Folder {
        std::filesystem::path path;
        std::string suffix; // of the files that count; empty: all do
    };

    void add(const std::filesystem::path& folder, const std::string& suffix);
    void note(int folder, const std::string& name, std::uint32_t what);

    loader::Descriptor inotify_;
    std::map<int, Folder> folders_;
    std::set<File> written_; // was begun, and its writer has not closed it yet
    std::string changed_;
    Clock::time_point last_{};
};

} // namespace portico::host
