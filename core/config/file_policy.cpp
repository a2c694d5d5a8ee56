// SPDX-License-Identifier: Apache-2.0
#include "config/file_policy.h"

#include <grp.h>
#include <pwd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace portico::config {

namespace {

using Space = std::array<char, 16384>; // for getpwuid_r and getgrgid_r

// The group that Debian creates for each user: it has the name of the user and no other members.
bool isAloneInGroup(uid_t user, gid_t group) {
    Space userSpace{}, groupSpace{};
    passwd user_{}, *itsUser = nullptr;
    ::group group_{}, *itsGroup = nullptr;
    if (::getpwuid_r(user, &user_, userSpace.data(), userSpace.size(), &itsUser) != 0 || itsUser == nullptr)
        return false;
    if (::getgrgid_r(group, &group_, groupSpace.data(), groupSpace.size(), &itsGroup) != 0 || itsGroup == nullptr)
        return false;
    const std::string_view name = itsUser->pw_name;
    for (char** member = itsGroup->gr_mem; *member != nullptr; ++member)
        if (name != *member) return false;
    return itsUser->pw_gid == group && name == itsGroup->gr_name;
}

mode_t mostWritable(const struct stat& opened, FileUse what) {
    const bool isGroups = (opened.st_mode & S_IWGRP) != 0 && what != FileUse::code && what != FileUse::own &&
                          isAloneInGroup(opened.st_uid, opened.st_gid);
    return isGroups ? S_IWGRP : mode_t{0};
}

// In a sticky folder users can rename only their own files.
std::vector<PolicyViolation> whoElseRenamesIn(const struct stat& folder, uid_t user) {
    std::vector<PolicyViolation> all;
    if (folder.st_uid != 0 && folder.st_uid != user)
        all.push_back({"belongs to user " + std::to_string(folder.st_uid), "chown root"});
    if ((folder.st_mode & S_ISVTX) != 0) return all;
    if ((folder.st_mode & S_IWOTH) != 0)
        all.push_back({"is writable by everybody", "chmod o-w"});
    else if ((folder.st_mode & S_IWGRP & ~mostWritable(folder, FileUse::settings)) != 0)
        all.push_back({"is writable by its group", "chmod g-w"});
    return all;
}

} // namespace

std::vector<PolicyViolation> violationsOf(const struct stat& opened, FileUse what, uid_t user) {
    std::vector<PolicyViolation> all;
    if (opened.st_uid != 0 && opened.st_uid != user)
        all.push_back({"belongs to user " + std::to_string(opened.st_uid) +
                           ", who is neither root nor this server's user " + std::to_string(user),
                       "chown it to root"});
    if ((opened.st_mode & (S_IWGRP | S_IWOTH) & ~mostWritable(opened, what)) != 0)
        all.push_back({"is writable by users other than its owner", "chmod go-w it"});
    if (what == FileUse::secret && (opened.st_mode & (S_IROTH | S_IXOTH)) != 0)
        all.push_back({"is a secret but readable by everybody on this machine", "chmod o-rwx it"});
    if (what == FileUse::own && (opened.st_mode & (S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH)) != 0)
        all.push_back({"is readable by others", "chmod go-rwx it"});
    return all;
}

std::vector<PolicyViolation> violationsAbove(const std::filesystem::path& path, uid_t user) {
    std::vector<PolicyViolation> all;
    struct stat status {};
    for (auto above = path; above.has_relative_path();) {
        above = above.parent_path();
        if (::stat(above.c_str(), &status) != 0) continue;
        for (const PolicyViolation& found : whoElseRenamesIn(status, user))
            all.push_back({"lies in " + above.string() + ", which " + found.what, found.advice + " that folder"});
    }
    return all;
}

std::vector<PolicyViolation> violationsOfFolder(const std::filesystem::path& folder, FileUse what, uid_t user) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0)
        return {{"cannot be examined: " + std::generic_category().message(errno), "check the folders above it"}};
    if (!S_ISDIR(status.st_mode)) return {{"is not a folder", "move it out of the way"}};
    std::vector<PolicyViolation> all = violationsOf(status, what, user);
    for (PolicyViolation& above : violationsAbove(folder, user)) all.push_back(std::move(above));
    return all;
}

std::string firstOf(const std::vector<PolicyViolation>& all) { return all.empty() ? "" : all.front().text(); }

} // namespace portico::config
