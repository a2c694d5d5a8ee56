// SPDX-License-Identifier: Apache-2.0
// Reads files. The opened file is compared with the file that its resolved path names, so that changing a link in between has no
// effect.
#include "engine/files/folder_loader.h"

#include "engine/value/template_error.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace pages_jinja {

namespace {

class File {
public:
    explicit File(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    bool isOpen() const { return descriptor_ >= 0; }
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

Stamp stampOf(const struct stat& status) {
    return {status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec, static_cast<std::uint64_t>(status.st_size),
            status.st_ino, status.st_dev};
}

// Any other error may hide a file that the next folder must not replace.
bool isNotThere(int error) { return error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG; }

// A dangling link exists.
bool isNotThere(int error, const std::string& path) {
    struct stat status {};
    return isNotThere(error) && ::lstat(path.c_str(), &status) != 0 && isNotThere(errno);
}

bool isInside(const std::filesystem::path& folder, const std::string& path, const struct stat& opened) {
    std::error_code error;
    const std::string root = std::filesystem::canonical(folder, error).string() + "/";
    if (error) return false;
    const std::string resolved = std::filesystem::canonical(path, error).string();
    struct stat status {};
    return !error && resolved.starts_with(root) && ::stat(resolved.c_str(), &status) == 0 &&
           status.st_ino == opened.st_ino && status.st_dev == opened.st_dev;
}

[[noreturn]] void refuse(std::string_view name, const std::string& why) {
    throw TemplateError(ErrorKind::NotFound, name, 0, why);
}

[[noreturn]] void failToRead(std::string_view name, const std::string& path, int error) {
    const bool isShortage = error == EMFILE || error == ENFILE || error == ENOMEM;
    throw TemplateError(isShortage ? ErrorKind::Shortage : ErrorKind::NotFound, name, 0,
                        path + " cannot be read: " + std::generic_category().message(error));
}

std::string contentsOf(const File& file, std::string_view name, const std::string& path, std::size_t most) {
    std::string text;
    char block[16384];
    for (;;) {
        const ssize_t count = ::read(file.descriptor(), block, sizeof block);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) failToRead(name, path, errno);
        if (count == 0) return text;
        text.append(block, static_cast<std::size_t>(count));
        if (text.size() > most)
            throw TemplateError(ErrorKind::Limit, name, 0,
                                "the template has more than " + std::to_string(most) + " bytes (limit: template)");
    }
}

std::string pathOf(const std::filesystem::path& folder, std::string_view name) {
    std::string path = folder.native();
    path += '/';
    path += name;
    return path;
}

} // namespace

bool FolderLoader::isName(std::string_view name) {
    if (name.empty() || name.size() > 1024 || name.find('\0') != std::string_view::npos) return false;
    for (;;) {
        const std::size_t end = name.find('/');
        const std::string_view part = name.substr(0, end);
        if (part.empty() || part.front() == '.') return false;
        if (end == std::string_view::npos) return true;
        name.remove_prefix(end + 1);
    }
}

std::optional<Stamp> FolderLoader::stamp(std::string_view name) const {
    if (!isName(name)) return std::nullopt;
    for (const std::filesystem::path& folder : folders_) {
        struct stat status {};
        const std::string path = pathOf(folder, name);
        if (::stat(path.c_str(), &status) != 0 && isNotThere(errno, path)) continue;
        if (S_ISREG(status.st_mode)) return stampOf(status);
        return std::nullopt; // load says why
    }
    return std::nullopt;
}

std::optional<Loader::Source> FolderLoader::load(std::string_view name) const {
    if (!isName(name)) return std::nullopt;
    for (const std::filesystem::path& folder : folders_) {
        const std::string path = pathOf(folder, name);
        const File file(path);
        const int error = errno;
        if (!file.isOpen() && isNotThere(error, path)) continue;
        if (!file.isOpen()) failToRead(name, path, error);
        struct stat status {};
        if (::fstat(file.descriptor(), &status) != 0) failToRead(name, path, errno);
        if (!S_ISREG(status.st_mode)) refuse(name, path + " is no file");
        if (!isInside(folder, path, status)) refuse(name, "is a link that leads out of the folder of pages");
        return Source{contentsOf(file, name, path, mostBytes_), stampOf(status)};
    }
    return std::nullopt;
}

} // namespace pages_jinja
