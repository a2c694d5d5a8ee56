// SPDX-License-Identifier: Apache-2.0
#include "loader/file/state_folder.h"

#include "base/descriptor.h"

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

// When root acts for the service, the service must be able to use the folder. Returns false and sets errno if that fails.
bool giveToOwnerAbove(int folder) {
    struct stat above {};
    if (::fstatat(folder, "..", &above, 0) != 0) return false;
    return above.st_uid == 0 || ::fchownat(folder, "", above.st_uid, above.st_gid, AT_EMPTY_PATH) == 0;
}

bool closeToOthers(int folder) {
    const base::Descriptor usable(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return usable && ::fchmod(usable.get(), S_IRWXU) == 0;
}

} // namespace

// The folder is opened once, so that the checked folder is the one that is changed.
std::string makeStateFolder(const std::filesystem::path& folder) {
    const bool isNew = ::mkdir(folder.c_str(), S_IRWXU) == 0;
    if (!isNew && isTransient(errno)) return {};
    if (!isNew && errno != EEXIST) return problem(folder, "cannot be created: " + lastError());
    const base::Descriptor opened(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat status {};
    if (!opened && errno == ENOTDIR) return problem(folder, "is not a folder; move it out of the way");
    if (!opened || ::fstat(opened.get(), &status) != 0) return problem(folder, "cannot be examined: " + lastError());
    if ((isNew || ::geteuid() != 0) && status.st_uid != ::geteuid())
        return problem(folder, "belongs to user " + std::to_string(status.st_uid) + "; chown it to the service's user");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0 && !closeToOthers(opened.get()))
        return problem(folder, "is accessible to others, and chmod 0700 failed: " + lastError());
    if (isNew && ::geteuid() == 0 && !giveToOwnerAbove(opened.get()))
        return problem(folder, "cannot be given to the service's user: " + lastError());
    return {};
}

} // namespace portico::loader
