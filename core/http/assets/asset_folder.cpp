// SPDX-License-Identifier: Apache-2.0
// One folder of assets.
#include "http/assets/asset_folder.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace portico::http {

namespace {

// Non-blocking: opening a pipe would otherwise wait for its other end.
constexpr int always = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

bool isLink(int folder, const std::string& step) {
    struct stat about {};
    return ::fstatat(folder, step.c_str(), &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(about.st_mode);
}

// Opens one path component at a time, so that symbolic links are never followed. openat2 would do it in one call, but systemd's
// RestrictSUIDSGID forbids it. Negative: errno has the reason; ELOOP for a link anywhere in the name.
int openBelow(int folder, std::string_view name) {
    std::optional<wire::OpenFile> reached;
    for (;;) {
        const std::size_t slash = name.find('/');
        const std::string step(name.substr(0, slash));
        if (step.empty() || step == "." || step == "..") return errno = ENOENT, -1;
        if (slash == std::string_view::npos) return ::openat(folder, step.c_str(), O_RDONLY | always);
        const int next = ::openat(folder, step.c_str(), O_PATH | O_DIRECTORY | always);
        if (next < 0 && errno == ENOTDIR) errno = isLink(folder, step) ? ELOOP : ENOTDIR;
        if (next < 0) return -1;
        reached.emplace(folder = next);
        name.remove_prefix(slash + 1);
    }
}

// No file has a name that is too long; a socket, or a device without a driver (ENXIO), is not a regular file.
bool meansNotThere(int error) noexcept {
    return error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG || error == ENXIO;
}

} // namespace

FoundFolder::FoundFolder(int descriptor) : folder_(descriptor) {
    struct stat about {};
    if (::fstat(descriptor, &about) != 0) return; // then it is opened again each time
    device_ = about.st_dev;
    inode_ = about.st_ino;
}

Opened FoundFolder::open(std::string_view name) const {
    const int descriptor = openBelow(folder_.get(), name);
    if (descriptor < 0) return {{}, meansNotThere(errno) ? 0 : errno};
    auto file = std::make_shared<const wire::OpenFile>(descriptor);
    struct stat about {};
    if (::fstat(descriptor, &about) != 0) return {{}, errno};
    if (!S_ISREG(about.st_mode)) return {};
    return {PlainFile{std::move(file), static_cast<std::uint64_t>(about.st_size), about.st_mtim, about.st_ctim,
                      about.st_dev, about.st_ino}};
}

AssetFolder::Found AssetFolder::find() const {
    struct stat about {};
    const int error = ::stat(path_.c_str(), &about) == 0 ? 0 : errno;
    const MutexLock lock(mutex_);
    if (error == 0 && found_ && found_->isAt(about.st_dev, about.st_ino)) return {found_};
    return changed(error);
}

AssetFolder::Found AssetFolder::changed(int error) const {
    found_.reset();
    const int descriptor = error == 0 ? ::open(path_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
    if (descriptor < 0 && error == 0) error = errno;
    if (descriptor < 0) return {{}, meansNotThere(error) ? 0 : error};
    found_ = std::make_shared<const FoundFolder>(descriptor);
    return {found_};
}

} // namespace portico::http
