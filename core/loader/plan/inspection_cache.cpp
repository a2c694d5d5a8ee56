// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/inspection_cache.h"

namespace portico::loader {

namespace {

constexpr std::time_t settled = 2; // seconds; coarser than the clock of any file system

bool sameTime(const timespec& one, const timespec& other) {
    return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

// ctime, because programs can set mtime to any value.
bool isSame(const struct stat& one, const struct stat& other) {
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino && one.st_size == other.st_size &&
           one.st_mode == other.st_mode && one.st_uid == other.st_uid && sameTime(one.st_mtim, other.st_mtim) &&
           sameTime(one.st_ctim, other.st_ctim);
}

} // namespace

PluginFile InspectionCache::Known::remembered() const {
    PluginFile copy = plugin;
    copy.bytes = bytes.lock();
    return copy;
}

PluginFile InspectionCache::inspect(const std::filesystem::path& file, uid_t owner) {
    const MutexLock lock(mutex_);
    struct stat before {};
    const bool isThere = ::lstat(file.c_str(), &before) == 0;
    const auto known = known_.find(file);
    if (isThere && known != known_.end() && isSame(known->second.status, before)) return known->second.remembered();
    if (known != known_.end()) known_.erase(known);
    const std::time_t now = clock_(nullptr);
    PluginFile plugin = loader::inspect(file, owner);
    struct stat after {};
    if (isThere && now - before.st_ctim.tv_sec >= settled && ::lstat(file.c_str(), &after) == 0 &&
        isSame(before, after)) {
        Known seen{before, plugin, plugin.bytes};
        seen.plugin.bytes.reset();
        known_.emplace(file, std::move(seen));
    }
    return plugin;
}

} // namespace portico::loader
