// SPDX-License-Identifier: Apache-2.0
#include "host/backup/file_tree.h"

#include "base/descriptor.h"
#include "base/write_all.h"
#include "config/file_policy.h"
#include "config/value.h"
#include "host/backup/open_folder.h"
#include "host/backup/scratch_folder.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <system_error>
#include <thread>

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

bool isSwitchedOff(const OpenEntry& link) {
    std::array<char, 16> target{};
    const ssize_t size = ::readlinkat(link.descriptor.get(), "", target.data(), target.size());
    return size > 0 && std::string_view(target.data(), static_cast<std::size_t>(size)) == "/dev/null";
}

// Owner first: a change of the owner may clear bits of the mode.
void takeAttributes(int to, const struct stat& status) {
    if (::geteuid() == 0 && ::fchown(to, status.st_uid, status.st_gid) != 0)
        throw std::runtime_error("the owner cannot be set: " + std::generic_category().message(errno));
    if (::fchmod(to, modeIn(status)) != 0)
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

// Whether a link of a page author may be followed: to what belongs to the author, too, or if nobody but root and this user can
// change the link or the way to it. Otherwise the author could have files copied that only root may read. A link of root proves
// nothing by itself: the author may have moved it, or what it leads to.
bool mayFollow(const OpenEntry& link, const OpenEntry& target, const fs::path& path) {
    const uid_t owner = link.status.st_uid;
    const bool isOfAuthor = owner != 0 && owner != ::geteuid() && target.status.st_uid == owner;
    return target.isFile() && (isOfAuthor || config::violationsAbove(path / ".", ::geteuid()).empty());
}

constexpr std::size_t longestName = 900; // below the place; the archive refuses names of more than 1024 bytes

// Waits until another process has given up its lease of the file, at most five seconds.
base::Descriptor openedForReading(int folder, const char* name, int how) {
    for (int attempt = 0;; ++attempt) {
        base::Descriptor source(::openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | how));
        if (source || errno != EAGAIN || attempt == 50) return source;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        errno = EAGAIN;
    }
}

class Copying {
public:
    Copying(Links links, const fs::path& place, std::vector<std::string>& leftOut, const OnBytes& onBytes)
        : links_(links), longest_(place.native().size() + longestName), leftOut_(leftOut), onBytes_(onBytes) {}

    // `shown`: the path of the entry, for messages.
    void copy(const OpenFolder& in, const std::string& name, const fs::path& shown, const fs::path& to) {
        OpenEntry entry = in.find(name);
        if (!entry) return;
        // No archive contains such names.
        if (!config::isPlainText(name, false) || shown.native().size() > longest_) return leaveOut(shown);
        if (entry.isFolder()) return copyFolder(std::move(entry), shown, to);
        if (entry.isFile()) return copyFile(openedForReading(in.descriptor(), name.c_str(), O_NOFOLLOW), shown, to);
        if (!entry.isLink() || links_ == Links::leftOut) return leaveOut(shown);
        copyLink(in, entry, shown, to);
    }

private:
    void leaveOut(const fs::path& path) {
        leftOut_.push_back(config::isPlainText(path.string(), false) ? path.string() : config::inQuotes(path.string()));
    }

    void copyFolder(OpenEntry entry, const fs::path& shown, const fs::path& to) {
        if (::mkdir(to.c_str(), 0700) != 0) failAt(to, "created");
        const struct stat status = entry.status;
        const OpenFolder folder(std::move(entry));
        for (const std::string& name : folder.names())
            if (!ScratchFolder::isOne(name)) copy(folder, name, shown / name, to / name);
        const base::Descriptor made(::open(to.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!made) failAt(to, "opened");
        takeAttributes(made.get(), status);
    }

    // What has become something else since it was found is left out.
    void copyFile(const base::Descriptor& source, const fs::path& shown, const fs::path& to) {
        if (!source && errno == ENOENT) return;
        if (!source && (errno == ELOOP || errno == EAGAIN)) return leaveOut(shown);
        struct stat status {};
        if (!source || ::fstat(source.get(), &status) != 0) failAt(shown, "read");
        if (!S_ISREG(status.st_mode)) return leaveOut(shown);
        const base::Descriptor target(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!target) failAt(to, "created");
        if (status.st_size > 0)
            copyBytes(source.get(), target.get(), shown, onBytes_); // 0: empty, or not a file of a disk
        takeAttributes(target.get(), status);
    }

    // By the opened target: its name may lead somewhere else by now. Only commands that stay the same user follow links.
    void copyLink(const OpenFolder& in, const OpenEntry& link, const fs::path& shown, const fs::path& to) {
        if (links_ == Links::disabling && isSwitchedOff(link)) {
            if (::symlink("/dev/null", to.c_str()) != 0) failAt(to, "created");
            return;
        }
        const OpenEntry target = in.follow(link);
        if (!mayFollow(link, target, shown)) return leaveOut(shown);
        const std::string reopened = "/proc/self/fd/" + std::to_string(target.descriptor.get());
        copyFile(openedForReading(AT_FDCWD, reopened.c_str(), 0), shown, to);
    }

    Links links_;
    std::size_t longest_;
    std::vector<std::string>& leftOut_;
    const OnBytes& onBytes_;
};

} // namespace

bool isLeftOutOfBackups(const OpenFolder& in, const std::string& name, Links links) {
    const OpenEntry entry = in.find(name);
    if (!entry || entry.isFile() || entry.isFolder()) return false;
    if (!entry.isLink()) return true;
    if (isSwitchedOff(entry)) return links != Links::disabling;
    return !mayFollow(entry, in.follow(entry), named(in.path() / name));
}

// The set-group-ID and sticky bits decide who may change files in a folder. Files lose theirs.
mode_t modeIn(const struct stat& status) { return status.st_mode & (S_ISDIR(status.st_mode) ? 03777U : 0777U); }

std::vector<TreeItem> listTree(const fs::path& root) {
    std::vector<TreeItem> items;
    list(root, ".", items);
    return items;
}

void copyTree(const OpenFolder& in, const std::string& name, const fs::path& to, Links links,
              std::vector<std::string>& leftOut, const OnBytes& onBytes) {
    const fs::path shown = named(in.path() / name);
    Copying(links, shown, leftOut, onBytes).copy(in, name, shown, to);
}

void copyTree(const fs::path& from, const fs::path& to, Links links, std::vector<std::string>& leftOut,
              const OnBytes& onBytes) {
    std::error_code error;
    const fs::path folder = fs::canonical(from.parent_path(), error);
    if (error) return; // nothing is there
    Copying(links, from, leftOut, onBytes).copy(OpenFolder(folder), from.filename(), from, to);
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
