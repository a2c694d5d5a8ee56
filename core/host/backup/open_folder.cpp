// SPDX-License-Identifier: Apache-2.0
#include "host/backup/open_folder.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view descriptors = "/proc/self/fd/";

base::Descriptor openedIn(int folder, const fs::path& name) {
    return base::Descriptor(::openat(folder, name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

[[noreturn]] void failToOpen(const fs::path& path) {
    const char* what = errno == ENOTDIR || errno == ELOOP
                           ? "is not a folder, or is a link that another user could change"
                           : "cannot be opened";
    throw std::runtime_error(named(path).string() + " " + what + ": " + std::generic_category().message(errno));
}

} // namespace

OpenFolder::OpenFolder(const fs::path& absolute) : opened_(openedIn(AT_FDCWD, "/")) {
    fs::path reached = "/";
    for (const fs::path& name : absolute.lexically_normal().relative_path()) {
        if (name.empty()) continue; // after a slash at the end
        reached /= name;
        base::Descriptor next = openedIn(opened_.get(), name);
        if (!next && errno == ENOENT && ::mkdirat(opened_.get(), name.c_str(), 0777) == 0)
            next = openedIn(opened_.get(), name);
        if (!next) failToOpen(reached);
        opened_ = std::move(next);
    }
}

OpenFolder OpenFolder::in(const fs::path& name) const {
    base::Descriptor opened = openedIn(opened_.get(), name);
    if (!opened) failToOpen(path() / name);
    return OpenFolder(std::move(opened));
}

fs::path OpenFolder::path() const { return std::string(descriptors) + std::to_string(opened_.get()); }

fs::path named(const fs::path& path) {
    const std::string text = path.string();
    if (!text.starts_with(descriptors)) return path;
    const std::size_t end = std::min(text.find('/', descriptors.size()), text.size());
    std::error_code error;
    const fs::path folder = fs::read_symlink(text.substr(0, end), error);
    return error ? path : fs::path(folder.string() + text.substr(end));
}

} // namespace portico::host
