// SPDX-License-Identifier: Apache-2.0
#include "host/backup/swap_paths.h"

#include "host/backup/open_folder.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <system_error>

namespace portico::host {

namespace {

bool isThere(const std::filesystem::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0;
}

bool isRenamed(const std::filesystem::path& from, const std::filesystem::path& to, unsigned flags = 0) {
    return ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0;
}

// For file systems that cannot exchange names atomically.
bool isExchangedInSteps(const std::filesystem::path& one, const std::filesystem::path& other) {
    const std::filesystem::path aside = one.string() + ".aside";
    if (!isRenamed(other, aside)) return false;
    if (isRenamed(one, other)) return isRenamed(aside, one);
    const int reason = errno;
    isRenamed(aside, other);
    errno = reason;
    return false;
}

bool isExchanged(const std::filesystem::path& one, const std::filesystem::path& other) {
    if (!isThere(one)) return !isThere(other) || isRenamed(other, one);
    if (!isThere(other)) return isRenamed(one, other);
    return isRenamed(one, other, RENAME_EXCHANGE) || (errno == EINVAL && isExchangedInSteps(one, other));
}

} // namespace

void swapPaths(const std::filesystem::path& one, const std::filesystem::path& other) {
    if (!isExchanged(one, other))
        throw std::runtime_error(named(other).string() +
                                 " cannot be replaced: " + std::generic_category().message(errno));
}

} // namespace portico::host
