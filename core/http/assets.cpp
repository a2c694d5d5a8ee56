// SPDX-License-Identifier: Apache-2.0
// Static files under /assets/.
#include "http/assets.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace portico::http {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 19> types = {{
    {"css", "text/css; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"gif", "image/gif"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"ico", "image/x-icon"},
    {"woff2", "font/woff2"},
    {"woff", "font/woff"},
    {"json", "application/json"},
    {"txt", "text/plain; charset=utf-8"},
    {"pdf", "application/pdf"},
    {"webmanifest", "application/manifest+json"},
    {"map", "application/json"},
    {"wasm", "application/wasm"},
}};

class File {
public:
    explicit File(int fd) : fd_(fd) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const noexcept { return fd_; }

private:
    int fd_;
};

// Below `folder` and nowhere else, whatever the name says.
int openBelow(int folder, const std::string& name) noexcept {
    open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    return static_cast<int>(::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how));
}

bool readAll(int fd, std::string& bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::read(fd, bytes.data() + done, bytes.size() - done);
        if (n <= 0) return false; // it became shorter while we read
        done += static_cast<std::size_t>(n);
    }
    return true;
}

std::string etagOf(const struct stat& file) {
    const auto nanoseconds = static_cast<std::uint64_t>(file.st_mtim.tv_sec) * 1000000000u +
                             static_cast<std::uint64_t>(file.st_mtim.tv_nsec);
    return '"' + std::to_string(nanoseconds) + '-' + std::to_string(file.st_size) + '"';
}

bool hidden(std::string_view name) noexcept {
    return name.empty() || name.front() == '.' || name.find("/.") != std::string_view::npos;
}

} // namespace

void Assets::Closer::operator()(const int* fd) const noexcept {
    ::close(*fd);
    std::default_delete<const int>()(fd);
}

Assets::Assets(const std::vector<std::string>& folders, std::size_t mostBytes) : mostBytes_(mostBytes) {
    for (const std::string& folder : folders) {
        const int fd = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (fd >= 0) folders_.emplace_back(std::make_unique<const int>(fd).release());
    }
}

std::optional<Asset> Assets::find(std::string_view name) const {
    if (hidden(name)) return std::nullopt;
    const std::string path(name);
    for (const Descriptor& folder : folders_) {
        const File file(openBelow(*folder, path));
        struct stat about {};
        if (file.get() < 0 || ::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode)) continue;
        if (static_cast<std::size_t>(about.st_size) > mostBytes_) return std::nullopt;
        Asset asset{std::string(static_cast<std::size_t>(about.st_size), '\0'), contentTypeOf(name), etagOf(about),
                    about.st_mtim.tv_sec};
        if (!readAll(file.get(), asset.bytes)) return std::nullopt;
        return asset;
    }
    return std::nullopt;
}

std::string_view contentTypeOf(std::string_view name) noexcept {
    const std::size_t dot = name.rfind('.');
    const std::string_view extension = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
    const auto known =
        std::find_if(types.begin(), types.end(), [&](const auto& type) { return type.first == extension; });
    return known != types.end() ? known->second : "application/octet-stream";
}

} // namespace portico::http
