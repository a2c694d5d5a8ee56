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

std::string lastError() { return std::generic_category().message(errno); }

void refuseIfOthersCouldCreate(const std::filesystem::path& folder) {
    struct stat above {};
    if (::stat(folder.parent_path().c_str(), &above) == 0)
        refuseIfOpen(above, folder, "does not exist, and another user could create it");
}

// Root may be nobody on a file system of the network.
void refuseIfOthersMayHaveCreated(int opened, uid_t owner, const std::filesystem::path& folder) {
    struct stat above {};
    if (::fstatat(opened, "..", &above, 0) != 0)
        refuseState(folder, "root cannot examine the folder above it: " + lastError() + "; run this command as user " +
                                std::to_string(owner));
    refuseIfOpen(above, folder, "belongs to user " + std::to_string(owner) + ", who may have created it");
}

} // namespace

// The folder is opened once, so that the checked folder is the one whose owner is used.
std::optional<Owner> trustedOwnerOf(const std::filesystem::path& folder) {
    const base::Descriptor opened(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    struct stat about {};
    const int error = opened && ::fstat(opened.get(), &about) == 0 ? 0 : errno;
    if (const std::string found = config::firstOf(config::violationsAbove(folder, 0)); !found.empty())
        refuseState(folder, found);
    if (error == ENOENT || error == ENOTDIR) {
        refuseIfOthersCouldCreate(folder);
        return std::nullopt;
    }
    if (error != 0)
        refuseState(folder, "root cannot examine it: " + std::generic_category().message(error) +
                                "; run this command as the server's user");
    if (about.st_uid != 0) refuseIfOthersMayHaveCreated(opened.get(), about.st_uid, folder);
    return Owner{about.st_uid, about.st_gid};
}

void becomeOwnerOf(const std::filesystem::path& folder) {
    if (::geteuid() != 0) return;
    const std::optional<Owner> owner = trustedOwnerOf(folder);
    if (!owner || owner->user == 0) return;
    const passwd* user = ::getpwuid(owner->user);
    // Groups first: after setuid() the process may not change them.
    const int groups = user != nullptr ? ::initgroups(user->pw_name, owner->group) : ::setgroups(0, nullptr);
    if (groups != 0 || ::setgid(owner->group) != 0 || ::setuid(owner->user) != 0)
        throw std::runtime_error(folder.string() + " belongs to user " + std::to_string(owner->user) +
                                 ", but the process cannot switch to that user: " + lastError());
}

} // namespace portico::host
