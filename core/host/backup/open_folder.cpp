// SPDX-License-Identifier: Apache-2.0
#include "host/backup/open_folder.h"

#include <dirent.h>
#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace portico::host {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view descriptors = "/proc/self/fd/";

base::Descriptor folderIn(int folder, const fs::path& name) {
    return base::Descriptor(::openat(folder, name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

[[noreturn]] void failToOpen(const fs::path& path) {
    const char* what = errno == ENOTDIR || errno == ELOOP
                           ? "is not a folder, or is a link that another user could change"
                           : "cannot be opened";
    throw std::runtime_error(named(path).string() + " " + what + ": " + std::generic_category().message(errno));
}

} // namespace

OpenFolder::OpenFolder(const fs::path& absolute, Missing missing) : opened_(folderIn(AT_FDCWD, "/")) {
    fs::path reached = "/";
    for (const fs::path& name : absolute.lexically_normal().relative_path()) {
        if (name.empty()) continue; // after a slash at the end
        reached /= name;
        base::Descriptor next = folderIn(opened_.get(), name);
        if (!next && errno == ENOENT && missing == Missing::created &&
            ::mkdirat(opened_.get(), name.c_str(), 0777) == 0)
            next = folderIn(opened_.get(), name);
        if (!next) failToOpen(reached);
        opened_ = std::move(next);
    }
}

OpenEntry OpenFolder::find(const fs::path& name) const {
    OpenEntry entry{base::Descriptor(::openat(opened_.get(), name.c_str(), O_PATH | O_CLOEXEC | O_NOFOLLOW))};
    if (!entry && errno == ENOENT) return {};
    if (!entry || ::fstat(entry.descriptor.get(), &entry.status) != 0) failToOpen(path() / name);
    return entry;
}

// By the text of the opened link: another link may have its name by now.
OpenEntry OpenFolder::follow(const OpenEntry& link) const {
    std::array<char, PATH_MAX> text{};
    const ssize_t size = ::readlinkat(link.descriptor.get(), "", text.data(), text.size() - 1);
    if (size <= 0) return {};
    OpenEntry target{base::Descriptor(::openat(opened_.get(), text.data(), O_PATH | O_CLOEXEC))};
    return target && ::fstat(target.descriptor.get(), &target.status) == 0 ? std::move(target) : OpenEntry();
}

std::vector<std::string> OpenFolder::names() const {
    base::Descriptor readable(::openat(opened_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(readable ? ::fdopendir(readable.get()) : nullptr, ::closedir);
    if (!stream) failToOpen(path());
    readable.release(); // the stream closes it
    std::vector<std::string> all;
    errno = 0;
    while (const dirent* entry = ::readdir(stream.get())) // NOLINT(concurrency-mt-unsafe): the stream is not shared
        if (const std::string_view name = entry->d_name; name != "." && name != "..") all.emplace_back(name);
    if (errno != 0) failToOpen(path());
    std::ranges::sort(all);
    return all;
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
