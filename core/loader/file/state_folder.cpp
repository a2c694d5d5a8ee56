// SPDX-License-Identifier: Apache-2.0
#include "loader/file/state_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace portico::loader {

namespace {

std::string problem(const std::filesystem::path& folder, const std::string& what) {
    return "the state folder " + folder.string() + ' ' + what;
}

std::string lastError() { return std::generic_category().message(errno); }

// The plugin gets the same error when it creates a file there, and knows best how to go on.
bool isTransient(int error) { return error == ENOSPC || error == EDQUOT || error == EROFS || error == EIO; }

} // namespace

std::string makeStateFolder(const std::filesystem::path& folder) {
    const bool isNew = ::mkdir(folder.c_str(), S_IRWXU) == 0;
    if (!isNew && isTransient(errno)) return {};
    if (!isNew && errno != EEXIST) return problem(folder, "cannot be created: " + lastError());
    struct stat status {};
    struct stat above {};
    if (::lstat(folder.c_str(), &status) != 0 || ::stat(folder.parent_path().c_str(), &above) != 0)
        return problem(folder, "cannot be examined: " + lastError());
    if (!S_ISDIR(status.st_mode)) return problem(folder, "is not a folder; move it out of the way");
    // When root acts for the service, the service must be able to use the folder.
    if (isNew && ::geteuid() == 0 && above.st_uid != 0 && ::lchown(folder.c_str(), above.st_uid, above.st_gid) != 0)
        return problem(folder, "cannot be given to the service's user: " + lastError());
    if (!isNew && ::geteuid() != 0 && status.st_uid != ::geteuid())
        return problem(folder, "belongs to user " + std::to_string(status.st_uid) + "; chown it to the service's user");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0 && ::chmod(folder.c_str(), S_IRWXU) != 0)
        return problem(folder, "is accessible to others, and chmod 0700 failed: " + lastError());
    return {};
}

} // namespace portico::loader
