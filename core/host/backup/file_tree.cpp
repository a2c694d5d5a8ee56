// SPDX-License-Identifier: Apache-2.0
#include "host/backup/file_tree.h"

#include "base/descriptor.h"
#include "base/write_all.h"
#include "config/text_file.h"
#include "host/backup/open_folder.h"
#include "host/backup/scratch_folder.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void failAt(const fs::path& path, const char* what) {
    throw std::runtime_error(named(path).string() + " cannot be " + what + ": " +
                             std::generic_category().message(errno));
}

std::vector<fs::path> entriesOf(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> entries;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        entries.push_back(at->path());
    if (error) throw std::runtime_error(folder.string() + " cannot be read: " + error.message());
    std::ranges::sort(entries);
    return entries;
}

void list(const fs::path& root, const fs::path& below, std::vector<TreeItem>& items) {
    TreeItem item{below.string()};
    const fs::path path = (root / below).lexically_normal();
    if (::lstat(path.c_str(), &item.status) != 0) failAt(path, "examined");
    items.push_back(item);
    if (!S_ISDIR(item.status.st_mode)) return;
    for (const fs::path& entry : entriesOf(path)) list(root, (below / entry.filename()).lexically_normal(), items);
}

// Owner first: a change of the owner may clear bits of the mode.
void takeAttributes(int to, const struct stat& status) {
    if (::geteuid() == 0 && ::fchown(to, status.st_uid, status.st_gid) != 0)
        throw std::runtime_error("the owner cannot be set: " + std::generic_category().message(errno));
    if (::fchmod(to, status.st_mode & 0777U) != 0)
        throw std::runtime_error("the mode cannot be set: " + std::generic_category().message(errno));
}

void copyBytes(int from, int to, const fs::path& path, const OnBytes& onBytes) {
    std::array<char, 64 * 1024> piece{};
    for (ssize_t got = 0; (got = ::read(from, piece.data(), piece.size())) != 0;) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) failAt(path, "read");
        if (!base::writeAll(to, {piece.data(), static_cast<std::size_t>(got)})) failAt(path, "copied");
        onBytes(static_cast<std::uint64_t>(got));
    }
}

class Copying {
public:
    Copying(Links links, std::vector<std::string>& leftOut, const OnBytes& onBytes)
        : links_(links), leftOut_(leftOut), onBytes_(onBytes) {}

    void copy(const fs::path& from, const fs::path& to) {
        struct stat status {};
        if (::lstat(from.c_str(), &status) != 0) {
            if (errno != ENOENT) failAt(from, "examined");
            return;
        }
        if (S_ISDIR(status.st_mode)) return copyFolder(from, to, status);
        if (S_ISREG(status.st_mode)) return copyFile(from, to, O_NOFOLLOW);
        copyOther(from, to, S_ISLNK(status.st_mode));
    }

private:
    void copyFolder(const fs::path& from, const fs::path& to, const struct stat& status) {
        if (::mkdir(to.c_str(), 0700) != 0) failAt(to, "created");
        for (const fs::path& entry : entriesOf(from))
            if (!ScratchFolder::isOne(entry)) copy(entry, to / entry.filename());
        const base::Descriptor made(::open(to.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!made) failAt(to, "opened");
        takeAttributes(made.get(), status);
    }

    // O_NONBLOCK: otherwise opening a pipe that has replaced the file would block.
    void copyFile(const fs::path& from, const fs::path& to, int how) {
        const base::Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | how));
        if (!source && errno == ENOENT) return;
        struct stat status {};
        if (!source || ::fstat(source.get(), &status) != 0) failAt(from, "read");
        if (!S_ISREG(status.st_mode)) return leftOut_.push_back(from.string());
        const base::Descriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!target) failAt(to, "created");
        copyBytes(source.get(), target.get(), from, onBytes_);
        takeAttributes(target.get(), status);
    }

    void copyOther(const fs::path& from, const fs::path& to, bool isLink) {
        if (!isLink || links_ == Links::leftOut || isLeftOutOfBackups(from)) return leftOut_.push_back(from.string());
        if (!config::isSwitchedOff(from)) return copyFile(from, to, 0);
        if (::symlink("/dev/null", to.c_str()) != 0) failAt(to, "created");
    }

    Links links_;
    std::vector<std::string>& leftOut_;
    const OnBytes& onBytes_;
};

} // namespace

bool isLeftOutOfBackups(const fs::path& path) {
    const fs::file_type type = fs::symlink_status(path).type();
    if (type == fs::file_type::symlink) return !config::isSwitchedOff(path) && !fs::is_regular_file(path);
    return type != fs::file_type::regular && type != fs::file_type::directory && type != fs::file_type::not_found;
}

std::vector<TreeItem> listTree(const fs::path& root) {
    std::vector<TreeItem> items;
    list(root, ".", items);
    return items;
}

void copyTree(const fs::path& from, const fs::path& to, Links links, std::vector<std::string>& leftOut,
              const OnBytes& onBytes) {
    Copying(links, leftOut, onBytes).copy(from, to);
}

// NOLINTBEGIN(concurrency-mt-unsafe): commands have one thread
std::string ownerOf(const struct stat& status) {
    const passwd* user = ::getpwuid(status.st_uid);
    return user != nullptr ? user->pw_name : std::to_string(status.st_uid);
}

std::string groupOf(const struct stat& status) {
    const ::group* found = ::getgrgid(status.st_gid);
    return found != nullptr ? found->gr_name : std::to_string(status.st_gid);
}

void changeOwner(int descriptor, const std::string& owner, const std::string& group) {
    if (::geteuid() != 0) return;
    const passwd* user = ::getpwnam(owner.c_str());
    const uid_t uid = user != nullptr ? user->pw_uid : 0;
    const ::group* found = ::getgrnam(group.c_str());
    if (::fchown(descriptor, uid, found != nullptr ? found->gr_gid : 0) != 0)
        throw std::runtime_error("the owner cannot be set: " + std::generic_category().message(errno));
}
// NOLINTEND(concurrency-mt-unsafe)

} // namespace portico::host
