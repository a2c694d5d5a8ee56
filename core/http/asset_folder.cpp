// SPDX-License-Identifier: Apache-2.0
// One folder of static files.
#include "http/asset_folder.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace portico::http {

namespace {

// Not blocking: to open a pipe would else wait for its other end.
int openBelow(int folder, const std::string& name) noexcept {
    open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    return static_cast<int>(::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how));
}

} // namespace

AssetFolder::AssetFolder(std::string below, const std::string& path) : below_(std::move(below)) {
    const int descriptor = ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) folder_ = std::make_unique<const wire::OpenFile>(descriptor);
}

std::optional<PlainFile> AssetFolder::open(std::string_view name) const {
    if (!name.starts_with(below_)) return std::nullopt;
    const int descriptor = openBelow(folder_->descriptor(), std::string(name.substr(below_.size())));
    if (descriptor < 0) return std::nullopt;
    auto file = std::make_shared<const wire::OpenFile>(descriptor);
    struct stat about {};
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
    return PlainFile{std::move(file), static_cast<std::uint64_t>(about.st_size), about.st_mtim};
}

} // namespace portico::http
