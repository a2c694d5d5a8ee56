// SPDX-License-Identifier: Apache-2.0
// Switches from root to the server's user.
#include "host/process/become_owner.h"

#include <cerrno>
#include <grp.h>
#include <pwd.h>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace portico::host {

void becomeOwnerOf(const std::filesystem::path& folder) {
    struct stat about {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &about) != 0 || about.st_uid == 0) return;
    const passwd* user = ::getpwuid(about.st_uid);
    // Groups first: after setuid() the process may not change them.
    const int groups = user != nullptr ? ::initgroups(user->pw_name, about.st_gid) : ::setgroups(0, nullptr);
    if (groups != 0 || ::setgid(about.st_gid) != 0 || ::setuid(about.st_uid) != 0)
        throw std::runtime_error(
            folder.string() + " belongs to user " + std::to_string(about.st_uid) +
            ", but the process cannot switch to that user: " + std::generic_category().message(errno));
}

} // namespace portico::host
