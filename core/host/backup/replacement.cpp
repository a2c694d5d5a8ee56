// SPDX-License-Identifier: Apache-2.0
#include "host/backup/replacement.h"

#include "config/file_policy.h"
#include "host/backup/file_tree.h"
#include "host/backup/swap_paths.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

bool isRealFolder(const fs::path& path) { return fs::is_directory(fs::symlink_status(path)); }

// Page authors could replace a folder of theirs with a link to a folder of root, whose files would then be replaced. So a link is
// followed only if no other user could have made it.
bool leadsToFolder(const fs::path& path) {
    return isRealFolder(path) || (fs::is_directory(path) && config::violationsAbove(path / ".", ::geteuid()).empty());
}

// Links on the way to a folder are an error later, unless the path itself is a link that leadsToFolder accepted.
fs::path unlinked(const fs::path& path) { return isRealFolder(path) ? path : fs::canonical(path); }

dev_t deviceOf(const fs::path& path) {
    struct stat about {};
    if (::stat(path.c_str(), &about) != 0)
        throw std::runtime_error(named(path).string() +
                                 " cannot be examined: " + std::generic_category().message(errno));
    return about.st_dev;
}

void addNames(const fs::path& folder, std::set<std::string>& names) {
    if (!fs::is_directory(folder)) return;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (!ScratchFolder::isOne(entry.path())) names.insert(entry.path().filename().string());
}

} // namespace

Replacement::Replacement(const Place& place, const fs::path& unpacked, OnBytes onBytes) : onBytes_(std::move(onBytes)) {
    const fs::path from = unpacked / place.inBackup;
    const bool isWhole = isRealFolder(from) || !fs::exists(fs::symlink_status(from));
    const bool isInside = isWhole && leadsToFolder(place.here);
    const OpenFolder& folder = folders_.emplace_back(isInside ? unlinked(place.here) : place.here.parent_path());
    ScratchFolder& scratch = scratch_.emplace_back(folder);
    if (isInside)
        prepareFolder(from, folder, scratch);
    else
        prepare(from, folder, place.here.filename(), scratch);
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

// Below the place. `from` need not exist.
void Replacement::prepare(const fs::path& from, const OpenFolder& in, const fs::path& name, ScratchFolder& scratch) {
    const fs::path here = in.path() / name;
    const bool isThere = fs::exists(fs::symlink_status(from));
    if (isRealFolder(from) && leadsToFolder(here)) return prepareFolder(from, opened(in, name), scratch);
    if (!isThere && isLeftOutOfBackups(here)) return;
    if (!isThere && isRealFolder(here) && deviceOf(here) != deviceOf(scratch.path()))
        return prepareFolder(from, opened(in, name), scratch); // a mount point can only be emptied
    const fs::path prepared = scratch.path() / std::to_string(changes_.size());
    std::vector<std::string> leftOut; // stays empty: everything was checked when it was unpacked
    copyTree(from, prepared, Links::followed, leftOut, onBytes_);
    changes_.push_back({prepared, here});
}

void Replacement::prepareFolder(const fs::path& from, const OpenFolder& here, ScratchFolder& scratch) {
    const bool isElsewhere = deviceOf(here.path()) != deviceOf(scratch.path());
    ScratchFolder& own = isElsewhere ? scratch_.emplace_back(here) : scratch;
    std::set<std::string> names;
    addNames(from, names);
    addNames(here.path(), names);
    for (const std::string& name : names) prepare(from / name, here, name, own);
}

const OpenFolder& Replacement::opened(const OpenFolder& in, const fs::path& name) {
    const fs::path path = in.path() / name;
    return folders_.emplace_back(isRealFolder(path) ? in.in(name) : OpenFolder(fs::canonical(path)));
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
