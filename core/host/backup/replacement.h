// SPDX-License-Identifier: Apache-2.0
// A place with new content: prepared beside what is there, then exchanged name by name, each at once. A folder that is there stays the
// same folder, with its owner and mode, mounted or reached through a link, and so do those in it that the backup has too: whoever holds
// one open sees the new content. Taken back at its end unless it is kept.
//
// What backups leave out (sockets, links to folders) stays in such a folder. After a crash in the middle, what was there is in the archive that
// restore has made before; the rest of the work is in hidden folders, which backups leave out.
#pragma once

#include "host/backup/places.h"
#include "host/backup/scratch_folder.h"

#include <list>

namespace portico::host {

class Replacement {
public:
    // With what `unpacked` has for that place; without anything there, the place becomes empty. Throws std::runtime_error.
    Replacement(const Place& place, const std::filesystem::path& unpacked);
    ~Replacement();
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    void keep() noexcept { isCommitted_ = true; }

private:
    struct Change {
        std::filesystem::path prepared, here;
        bool isDone = false;
    };

    void prepare(const std::filesystem::path& from, const std::filesystem::path& here, ScratchFolder& scratch);
    void prepareFolder(const std::filesystem::path& from, const std::filesystem::path& here, ScratchFolder& scratch);
    void exchange();
    void rollBack() noexcept;

    std::list<ScratchFolder> scratch_; // one on each file system
    std::list<Change> changes_;
    bool isCommitted_ = false;
};

} // namespace portico::host
