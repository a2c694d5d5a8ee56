// SPDX-License-Identifier: Apache-2.0
// One folder of static files.
#include "http/asset_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace portico::http {

namespace {

// Not blocking: to open a pipe would else wait for its other end.
constexpr int always = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

// Step by step, so that no link leads anywhere. openat2 would do it in one call, but systemd's RestrictSUIDSGID takes that away.
int openBelow(int folder, std::string_view name) {
    std::optional<wire::OpenFile> reached;
    for (;;) {
        const std::size_t slash = name.find('/');
        const std::string step(name.substr(0, slash));
        if (step.empty() || step == "." || step == "..") return -1;
        if (slash == std::string_view::npos) return ::openat(folder, step.c_str(), O_RDONLY | always);
        folder = ::openat(folder, step.c_str(), O_PATH | O_DIRECTORY | always);
        if (folder < 0) return -1;
        reached.emplace(folder);
        name.remove_prefix(slash + 1);
    }
}

} // namespace

AssetFolder::AssetFolder(std::string below, const std::string& path) : below_(std::move(below)) {
    const int descriptor = ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) folder_ = std::make_unique<const wire::OpenFile>(descriptor);
}

std::optional<PlainFile> AssetFolder::open(std::string_view name) const {
    if (!name.starts_with(below_)) return std::nullopt;
    const int descriptor = openBelow(folder_->descriptor(), name.substr(below_.size()));
    if (descriptor < 0) return std::nullopt;
    auto file = std::make_shared<const wire::OpenFile>(descriptor);
    struct stat about {};
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
    return PlainFile{std::move(file), static_cast<std::uint64_t>(about.st_size), about.st_mtim};
}

} // namespace portico::http
