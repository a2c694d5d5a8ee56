// SPDX-License-Identifier: Apache-2.0
#include "loader/file/copy_folder.h"

#include "config/file_policy.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

namespace portico::loader {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "run-";

base::Descriptor locked(const fs::path& folder) {
    base::Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!opened || ::flock(opened.get(), LOCK_EX | LOCK_NB) != 0) return {};
    return opened;
}

// The lock of the process that made a folder ends with that process. It is held here until the folder is removed.
void removeLeftovers(const fs::path& cache) {
    std::error_code ignored;
    for (fs::directory_iterator at(cache, ignored), end; !ignored && at != end; at.increment(ignored)) {
        if (!at->path().filename().string().starts_with(prefix)) continue;
        std::error_code inUse;
        if (const base::Descriptor abandoned = locked(at->path())) fs::remove_all(at->path(), inUse);
    }
}

// A user who can write there decides what code runs.
void mustBeTrusted(const fs::path& cache) {
    const std::string found = config::firstOf(config::violationsOfFolder(cache, config::FileUse::code, ::geteuid()));
    if (!found.empty()) throw std::runtime_error("plugins.cache: " + cache.string() + ": " + found);
}

[[noreturn]] void refuseFolder(const fs::path& folder) {
    throw std::runtime_error("plugins.cache: " + folder.string() + ": " + std::generic_category().message(errno) +
                             "; create a folder that the server's user can write to, or choose another one");
}

} // namespace

CopyFolder::CopyFolder(const fs::path& cache) : path_(cache / (std::string(prefix) + std::to_string(::getpid()))) {
    if (::mkdir(cache.c_str(), S_IRWXU) != 0 && errno != EEXIST) refuseFolder(cache);
    mustBeTrusted(cache);
    removeLeftovers(cache);
    if (::mkdir(path_.c_str(), S_IRWXU) != 0) refuseFolder(path_);
    lock_ = locked(path_);
    if (!lock_) refuseFolder(path_);
}

CopyFolder::~CopyFolder() {
    std::error_code ignored; // the next start tries again
    if (lock_) fs::remove_all(path_, ignored);
}

bool CopyFolder::mayRun() const noexcept {
    struct statvfs about {};
    return ::fstatvfs(lock_.get(), &about) == 0 && (about.f_flag & ST_NOEXEC) == 0;
}

} // namespace portico::loader
