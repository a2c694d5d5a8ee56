// SPDX-License-Identifier: Apache-2.0
// Replaces the content of a place: prepares the new content next to the old, then exchanges them name by name, each atomically.
// An existing folder stays the same folder with its owner and mode, even if it is mounted or reached through a link, and so do
// its subfolders that the backup contains with the same owner: a process that has one open sees the new content. The destructor undoes it unless
// keep() was called.
//
// The authors of pages may own the place and the folders in it, and may rename files in them meanwhile: root writes only into
// folders that it has opened, and into a place that is reached without links.
//
// What backups leave out (sockets, links to folders) stays in such a folder. After a crash, the old content is in the archive
// that restore made before; the remains are in hidden folders, which backups leave out.
#pragma once

#include "host/backup/file_tree.h"
#include "host/backup/on_progress.h"
#include "host/backup/open_folder.h"
#include "host/backup/places.h"
#include "host/backup/scratch_folder.h"

#include <list>

namespace portico::host {

class Replacement {
public:
    // Uses the content of that place in `unpacked`; if there is none, the place becomes empty. Throws std::runtime_error.
    Replacement(const Place& place, const std::filesystem::path& unpacked, OnBytes onBytes = ignoreBytes);
    ~Replacement();
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    void keep() noexcept { isCommitted_ = true; }

private:
    struct Change {
        std::filesystem::path prepared, here;
        bool isDone = false;
    };

    void prepare(const std::filesystem::path& from, const OpenFolder& in, const std::filesystem::path& name,
                 ScratchFolder& scratch);
    void prepareFolder(const std::filesystem::path& from, const OpenFolder& here, ScratchFolder& scratch);
    const OpenFolder* opened(OpenEntry entry, const std::filesystem::path& path);
    void exchange();
    void rollBack() noexcept;

    OnBytes onBytes_;
    std::list<OpenFolder> folders_;    // paths below them are in scratch_ and changes_
    std::list<ScratchFolder> scratch_; // one per file system
    std::list<Change> changes_;
    Links links_;
    bool isCommitted_ = false;
};

} // namespace portico::host
