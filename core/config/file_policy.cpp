// SPDX-License-Identifier: Apache-2.0
#include "config/file_policy.h"

#include "base/descriptor.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace portico::config {

namespace {

namespace fs = std::filesystem;

using Space = std::array<char, 16384>; // for getpwuid_r, getpwent_r and getgrgid_r

// A group does not list the users whose own group it is. Only ENOENT ends the list of users: after any other error, the rest of it
// is unknown.
bool mayBeOwnGroupOfOthers(gid_t group, uid_t user) {
    Space space{};
    passwd entry{}, *next = nullptr;
    bool found = false;
    int error = 0;
    ::setpwent();
    while (!found && (error = ::getpwent_r(&entry, space.data(), space.size(), &next)) == 0)
        found = next->pw_gid == group && next->pw_uid != user;
    ::endpwent();
    return found || error != ENOENT;
}

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
    return group != 0 && itsUser->pw_gid == group && name == itsGroup->gr_name && !mayBeOwnGroupOfOthers(group, user);
}

constexpr const char* aclName = "system.posix_acl_access";

// If the list cannot be examined, there may be one.
bool isThere(ssize_t size) { return size > 0 || (size < 0 && errno != ENODATA && errno != ENOTSUP); }

bool hasAclAt(const fs::path& folder) { return isThere(::getxattr(folder.c_str(), aclName, nullptr, 0)); }

// Of a file opened with O_PATH.
bool hasAclBehind(int descriptor) { return hasAclAt("/proc/self/fd/" + std::to_string(descriptor)); }

mode_t mostWritable(const struct stat& opened, FileUse what, bool hasAcl) {
    const bool isGroups = (opened.st_mode & S_IWGRP) != 0 && what != FileUse::code && what != FileUse::own && !hasAcl &&
                          isAloneInGroup(opened.st_uid, opened.st_gid);
    return isGroups ? S_IWGRP : mode_t{0};
}

// In a sticky folder users can rename only their own files.
std::vector<PolicyViolation> whoElseRenamesIn(const struct stat& folder, uid_t user, bool hasAcl) {
    std::vector<PolicyViolation> all;
    if (folder.st_uid != 0 && folder.st_uid != user)
        all.push_back({"belongs to user " + std::to_string(folder.st_uid), "chown root"});
    if ((folder.st_mode & S_ISVTX) != 0) return all;
    if ((folder.st_mode & S_IWOTH) != 0)
        all.push_back({"is writable by everybody", "chmod o-w"});
    else if ((folder.st_mode & S_IWGRP & ~mostWritable(folder, FileUse::settings, hasAcl)) != 0)
        all.push_back({"is writable by its group", "chmod g-w"});
    return all;
}

// Walks a path name by name as the kernel does, and collects the violations of everything that decides where it leads.
class Walk {
public:
    explicit Walk(uid_t user) : user_(user) {}

    void along(const fs::path& path) {
        if (path.is_absolute()) reached_ = path.root_path();
        for (const fs::path& name : path.relative_path()) step(name);
    }
    // What the path leads to; nothing if it leads nowhere.
    const std::optional<struct stat>& reached() const { return status_; }
    std::vector<PolicyViolation> found() && { return std::move(found_); }

private:
    void step(const fs::path& name) {
        if (name.empty() || name == ".") return;
        if (name != "..") judgeFolder();
        const fs::path next = name == ".." ? reached_.parent_path() : reached_ / name;
        struct stat status {};
        std::error_code error;
        const bool isThere = ::lstat(next.c_str(), &status) == 0;
        if (!isThere) refuseUnlessMissing(next, errno);
        status_ = isThere ? std::optional(status) : std::nullopt;
        if (!isThere || !S_ISLNK(status.st_mode)) {
            reached_ = next;
        } else if (const fs::path target = fs::read_symlink(next, error); !error && ++links_ <= mostLinks) {
            judgeLink(next, status.st_uid);
            along(target);
        } else {
            refuseUnlessMissing(next, error ? error.value() : ELOOP);
        }
    }
    // What cannot be examined may lead anywhere.
    void refuseUnlessMissing(const fs::path& path, int error) {
        if (error == ENOENT || error == ENOTDIR) return;
        found_.push_back({"is reached through " + path.string() +
                              ", which cannot be examined: " + std::generic_category().message(error),
                          "use a path that user " + std::to_string(::geteuid()) + " can follow"});
    }
    void judgeFolder() {
        struct stat status {};
        if (!judged_.insert(reached_).second) return;
        if (::stat(reached_.c_str(), &status) != 0) return refuseUnlessMissing(reached_, errno);
        for (const PolicyViolation& one : whoElseRenamesIn(status, user_, hasAclAt(reached_)))
            found_.push_back({"is in " + reached_.string() + ", which " + one.what, one.advice + " that folder"});
    }
    // In a sticky folder, the owner of a link can replace it.
    void judgeLink(const fs::path& link, uid_t owner) {
        if (owner == 0 || owner == user_) return;
        found_.push_back(
            {"is reached through the link " + link.string() + ", which belongs to user " + std::to_string(owner),
             "replace it with a link that root owns"});
    }

    static constexpr int mostLinks = 40; // as in Linux
    uid_t user_;
    fs::path reached_{}; // canonical
    std::optional<struct stat> status_{};
    int links_ = 0;
    std::set<fs::path> judged_{};
    std::vector<PolicyViolation> found_{};
};

// Walks the whole path; an error if the current folder is unknown.
std::error_code walkWhole(Walk& walk, const fs::path& path) {
    std::error_code error;
    const fs::path whole = fs::absolute(path, error);
    if (!error) walk.along(whole);
    return error;
}

PolicyViolation unexaminable(const std::error_code& error) {
    return {"cannot be examined: " + error.message(), "write an absolute path"};
}

PolicyViolation unexaminableFolder(int error) {
    const std::string advice = error == EACCES || error == EPERM
                                   ? "let user " + std::to_string(::geteuid()) + " enter the folders above it"
                                   : "check the folders above it";
    return {"cannot be examined: " + std::generic_category().message(error), advice};
}

} // namespace

bool hasAcl(int descriptor) { return isThere(::fgetxattr(descriptor, aclName, nullptr, 0)); }

std::vector<PolicyViolation> violationsOf(const struct stat& opened, FileUse what, uid_t user, bool hasAcl) {
    std::vector<PolicyViolation> all;
    if (opened.st_uid != 0 && opened.st_uid != user)
        all.push_back({"belongs to user " + std::to_string(opened.st_uid) +
                           ", who is neither root nor this server's user " + std::to_string(user),
                       "chown it to root"});
    if ((opened.st_mode & (S_IWGRP | S_IWOTH) & ~mostWritable(opened, what, hasAcl)) != 0)
        all.push_back({"is writable by users other than its owner", "chmod go-w it"});
    if (what == FileUse::secret && (opened.st_mode & (S_IROTH | S_IXOTH)) != 0)
        all.push_back({"is a secret but readable by everybody on this machine", "chmod o-rwx it"});
    if (what == FileUse::own && (opened.st_mode & (S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH)) != 0)
        all.push_back({"is readable by others", "chmod go-rwx it"});
    return all;
}

std::vector<PolicyViolation> violationsAbove(const fs::path& path, uid_t user) {
    Walk walk(user);
    if (const std::error_code error = walkWhole(walk, path)) return {unexaminable(error)};
    return std::move(walk).found();
}

// The owner counts because of sticky folders: nobody can put a file of a trusted user there in place of another one.
std::vector<PolicyViolation> violationsAboveOpened(const fs::path& path, const struct stat& opened, uid_t user) {
    Walk walk(user);
    if (const std::error_code error = walkWhole(walk, path)) return {unexaminable(error)};
    const std::optional<struct stat> reached = walk.reached();
    std::vector<PolicyViolation> found = std::move(walk).found();
    if (!found.empty()) return found;
    if (!reached) return {{"was removed while it was read", "try again"}};
    if (reached->st_uid != 0 && reached->st_uid != user && reached->st_uid != opened.st_uid)
        return {{"was replaced by user " + std::to_string(reached->st_uid) + " while it was read",
                 "choose a folder that only root may write"}};
    return found;
}

std::vector<PolicyViolation> violationsOfFolder(const fs::path& folder, FileUse what, uid_t user) {
    const base::Descriptor opened(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    struct stat status {};
    if (!opened && errno == ENOTDIR) return {{"is not a folder", "move it out of the way"}};
    if (!opened || ::fstat(opened.get(), &status) != 0) return {unexaminableFolder(errno)};
    std::vector<PolicyViolation> all = violationsOf(status, what, user, hasAclBehind(opened.get()));
    for (PolicyViolation& above : violationsAboveOpened(folder, status, user)) all.push_back(std::move(above));
    return all;
}

std::string firstOf(const std::vector<PolicyViolation>& all) { return all.empty() ? "" : all.front().text(); }

} // namespace portico::config
