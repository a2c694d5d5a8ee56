// SPDX-License-Identifier: Apache-2.0
#include "host/backup/replacement.h"

#include "config/file_policy.h"
#include "host/backup/file_tree.h"
#include "host/backup/swap_paths.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <optional>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

bool isRealFolder(const fs::path& path) { return fs::is_directory(fs::symlink_status(path)); }

// The folder that a link leads to. The authors of pages could link a folder of theirs to one of root, whose files would then be
// replaced: only links that nobody but root and this user can change are followed.
std::optional<OpenFolder> trustedFolder(const fs::path& link) {
    std::error_code error;
    if (!config::violationsAbove(link / ".", ::geteuid()).empty()) return std::nullopt;
    const fs::path folder = fs::canonical(link, error);
    if (error || !isRealFolder(folder)) return std::nullopt;
    return OpenFolder(folder);
}

dev_t deviceOf(const fs::path& path) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0)
        throw std::runtime_error(named(path).string() +
                                 " cannot be examined: " + std::generic_category().message(errno));
    return about.st_dev;
}

// Whether the same users have access to a folder as in the backup.
bool hasSameAccess(const OpenEntry& here, const fs::path& from) {
    struct stat about {};
    return ::geteuid() != 0 || (::lstat(from.c_str(), &about) == 0 && about.st_uid == here.status.st_uid &&
                                about.st_gid == here.status.st_gid && modeIn(about) == modeIn(here.status));
}

bool isSame(const OpenEntry& entry, const fs::path& folder) {
    struct stat about {};
    return entry && ::stat(folder.c_str(), &about) == 0 && about.st_dev == entry.status.st_dev &&
           about.st_ino == entry.status.st_ino;
}

void addNames(const fs::path& folder, std::set<std::string>& names) {
    if (!fs::is_directory(folder)) return;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (!ScratchFolder::isOne(entry.path())) names.insert(entry.path().filename().string());
}

} // namespace

Replacement::Replacement(const Place& place, const fs::path& unpacked, OnBytes onBytes)
    : onBytes_(std::move(onBytes)), links_(linksIn(place)) {
    const fs::path from = unpacked / place.inBackup;
    const OpenFolder& above = folders_.emplace_back(place.here.parent_path(), Missing::created);
    const OpenFolder* folder = isRealFolder(from) || !fs::exists(fs::symlink_status(from))
                                   ? opened(above.find(place.here.filename()), place.here)
                                   : nullptr;
    ScratchFolder& scratch = scratch_.emplace_back(folder != nullptr ? *folder : above);
    if (folder != nullptr)
        prepareFolder(from, *folder, scratch);
    else
        prepare(from, above, place.here.filename(), scratch);
    try {
        exchange();
    } catch (...) {
        rollBack();
        throw;
    }
}

Replacement::~Replacement() {
    if (!isCommitted_) rollBack();
}

// Below the place. `from` need not exist. A folder to which other users have access than in the backup is replaced: files of the
// backup in it would be within their reach.
void Replacement::prepare(const fs::path& from, const OpenFolder& in, const fs::path& name, ScratchFolder& scratch) {
    OpenEntry here = in.find(name);
    if (isSame(here, scratch.path()))
        throw std::runtime_error(named(in.path() / name).string() + " was replaced by another user");
    const bool isThere = fs::exists(fs::symlink_status(from));
    const bool isMounted = here.isFolder() && here.status.st_dev != deviceOf(scratch.path());
    if (isRealFolder(from) && (isMounted || !here.isFolder() || hasSameAccess(here, from))) {
        if (const OpenFolder* folder = opened(std::move(here), named(in.path() / name)))
            return prepareFolder(from, *folder, scratch);
    } else if (!isThere && isMounted) {
        return prepareFolder(from, folders_.emplace_back(std::move(here)),
                             scratch); // a mount point can only be emptied
    }
    if (!isThere && isLeftOutOfBackups(in, name, links_)) return;
    const fs::path prepared = scratch.path() / std::to_string(changes_.size());
    std::vector<std::string> leftOut; // stays empty: everything was checked when it was unpacked
    copyTree(from, prepared, Links::disabling, leftOut, onBytes_);
    changes_.push_back({prepared, in.path() / name});
}

void Replacement::prepareFolder(const fs::path& from, const OpenFolder& here, ScratchFolder& scratch) {
    const bool isElsewhere = deviceOf(here.path()) != deviceOf(scratch.path());
    ScratchFolder& own = isElsewhere ? scratch_.emplace_back(here) : scratch;
    std::set<std::string> names;
    addNames(from, names);
    addNames(here.path(), names);
    for (const std::string& name : names) prepare(from / name, here, name, own);
}

// Null if it is neither a folder nor a link to one that may be followed.
const OpenFolder* Replacement::opened(OpenEntry entry, const fs::path& path) {
    if (entry.isFolder()) return &folders_.emplace_back(std::move(entry));
    if (!entry.isLink()) return nullptr;
    std::optional<OpenFolder> led = trustedFolder(path);
    return led ? &folders_.emplace_back(std::move(*led)) : nullptr;
}

void Replacement::exchange() {
    for (Change& change : changes_) {
        swapPaths(change.prepared, change.here);
        change.isDone = true;
    }
}

void Replacement::rollBack() noexcept {
    for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) {
        if (!change->isDone) continue;
        change->isDone = false;
        try {
            swapPaths(change->prepared, change->here);
        } catch (const std::exception&) { // NOLINT(bugprone-empty-catch): the archive named by restore has it
        }
    }
}

} // namespace portico::host
