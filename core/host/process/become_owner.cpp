// SPDX-License-Identifier: Apache-2.0
// Switches from root to the server's user.
#include "host/process/become_owner.h"

#include "base/descriptor.h"
#include "config/file_policy.h"
#include "host/process/refusal.h"

#include <cerrno>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace portico::host {

namespace {

[[noreturn]] void refuseState(const std::filesystem::path& folder, const std::string& why) {
    throw Refusal({"state.directory: " + folder.string() + ": " + why});
}

void refuseIfOpen(const struct stat& above, const std::filesystem::path& folder, const std::string& why) {
    if ((above.st_mode & (S_IWGRP | S_IWOTH)) == 0) return;
    refuseState(folder, why + ", because others may write to the folder above it; chmod go-w that folder");
}

} // namespace

// The folder is opened once, so that the checked folder is the one whose owner is used.
void becomeOwnerOf(const std::filesystem::path& folder) {
    if (::geteuid() != 0) return;
    const base::Descriptor opened(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    struct stat about {
    }, above{};
    if (const std::string found = config::firstOf(config::violationsAbove(folder, 0)); !found.empty())
        refuseState(folder, found);
    if (!opened) {
        if (::stat(folder.parent_path().c_str(), &above) == 0)
            refuseIfOpen(above, folder, "does not exist, and another user could create it");
        return;
    }
    if (::fstat(opened.get(), &about) != 0 || about.st_uid == 0) return;
    if (::fstatat(opened.get(), "..", &above, 0) != 0) refuseState(folder, "the folder above it cannot be examined");
    refuseIfOpen(above, folder, "belongs to user " + std::to_string(about.st_uid) + ", who may have created it");
    const passwd* user = ::getpwuid(about.st_uid);
    // Groups first: after setuid() the process may not change them.
    const int groups = user != nullptr ? ::initgroups(user->pw_name, about.st_gid) : ::setgroups(0, nullptr);
    if (groups != 0 || ::setgid(about.st_gid) != 0 || ::setuid(about.st_uid) != 0)
        throw std::runtime_error(
            folder.string() + " belongs to user " + std::to_string(about.st_uid) +
            ", but the process cannot switch to that user: " + std::generic_category().message(errno));
}

} // namespace portico::host
