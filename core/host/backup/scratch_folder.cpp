// SPDX-License-Identifier: Apache-2.0
#include "host/backup/scratch_folder.h"

#include "config/file_policy.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

constexpr std::string_view prefix = ".portico-scratch-";
constexpr std::size_t randomCharacters = 6;
constexpr const char* standard = "/var/tmp";

// What keeps another user from putting a folder of theirs in the place of one in `folder`; empty if nothing is missing.
std::string violationIn(const std::filesystem::path& folder) {
    return config::firstOf(config::violationsAbove(folder / "new", ::geteuid()));
}

// TMPDIR; empty if it is not set.
std::filesystem::path given() {
    const char* folder = std::getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe): commands have one thread
    if (folder == nullptr || *folder != '/') return {};
    if (const std::string found = violationIn(folder); !found.empty())
        throw std::runtime_error("TMPDIR: " + std::string(folder) + ": a file there " + found +
                                 ", or choose another one");
    return folder;
}

std::filesystem::path temporary() { return given().empty() ? standard : given(); }

bool isWritable(const std::filesystem::path& folder) {
    return ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

std::uint64_t roomIn(const std::filesystem::path& folder) {
    struct statvfs about {};
    return ::statvfs(folder.c_str(), &about) == 0 ? std::uint64_t{about.f_bavail} * about.f_frsize : 0;
}

std::filesystem::path created(const std::filesystem::path& in) {
    std::string name = (in / (std::string(prefix) + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("a folder cannot be created in " + named(in).string() + ": " +
                                 std::generic_category().message(errno));
    return name;
}

// Between creation and opening, another folder may have got the name.
void mustBeOwn(const OpenFolder& folder) {
    struct stat about {};
    if (::fstat(folder.descriptor(), &about) != 0 || about.st_uid != ::geteuid() || (about.st_mode & 077) != 0 ||
        !folder.names().empty())
        throw std::runtime_error(named(folder.path()).string() + " was replaced by another user");
}

// A default list of the folder above would give its users access to the files that are created here.
void removeAcls(const std::filesystem::path& folder) {
    for (const char* list : {"system.posix_acl_default", "system.posix_acl_access"})
        if (::removexattr(folder.c_str(), list) != 0 && errno != ENODATA && errno != ENOTSUP)
            throw std::runtime_error("the access control list of " + named(folder).string() +
                                     " cannot be removed: " + std::generic_category().message(errno));
}

} // namespace

std::filesystem::path folderWithMostSpace(const std::vector<std::filesystem::path>& others) {
    if (!given().empty() && isWritable(given())) return given();
    std::vector<std::filesystem::path> writable = others;
    writable.emplace_back(standard);
    std::erase_if(writable, [](const auto& folder) {
        return folder.empty() || !isWritable(folder) || !violationIn(folder).empty();
    });
    if (writable.empty())
        throw std::runtime_error("no folder for temporary files is writable by this user only or sticky, not even " +
                                 std::string(standard) + "; set TMPDIR to one");
    return *std::ranges::max_element(writable, {}, roomIn);
}

bool ScratchFolder::isOne(const std::filesystem::path& path) {
    return path.filename().string().starts_with(prefix) &&
           path.filename().string().size() == prefix.size() + randomCharacters;
}

ScratchFolder::ScratchFolder() : ScratchFolder(temporary()) {}

ScratchFolder::ScratchFolder(const std::filesystem::path& in) : name_(created(in)), path_(name_) {}

ScratchFolder::ScratchFolder(const OpenFolder& in) : name_(created(in.path())) {
    opened_.emplace(in.find(name_.filename()));
    path_ = opened_->path();
    mustBeOwn(*opened_);
    removeAcls(path_);
}

// By path_, so that nothing else is emptied that has got the name meanwhile.
ScratchFolder::~ScratchFolder() {
    std::error_code ignored; // a destructor cannot report it
    for (std::filesystem::directory_iterator at(path_, ignored), end; !ignored && at != end; at.increment(ignored))
        std::filesystem::remove_all(at->path(), ignored);
    ::rmdir(name_.c_str());
}

} // namespace portico::host
