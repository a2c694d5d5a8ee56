// SPDX-License-Identifier: Apache-2.0
// A random key that outlives restarts.
#include "host/key_file.h"

#include <sodium.h>

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace portico::host {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw std::runtime_error(file.string() + ": " + why);
}

class File {
public:
    File(const std::filesystem::path& path, int flags, mode_t mode) : fd_(::open(path.c_str(), flags, mode)) {}
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int get() const noexcept { return fd_; }

private:
    int fd_;
};

Key read(const std::filesystem::path& path, int fd) {
    struct stat about {};
    Key key;
    if (::fstat(fd, &about) != 0 || (about.st_mode & 077) != 0)
        refuse(path, "others may read this key; delete the file, and a new one is made at the next start");
    if (::read(fd, key.data(), key.size()) != static_cast<ssize_t>(key.size()) ||
        about.st_size != static_cast<off_t>(key.size()))
        refuse(path, "not a key of 32 bytes; delete the file, and a new one is made at the next start");
    return key;
}

// Complete under another name before it appears under its own: nobody reads half a key. Who comes second uses the first.
void make(const std::filesystem::path& path) {
    Key key;
    randombytes_buf(key.data(), key.size());
    // Of this thread alone: two may do this at the same time.
    const std::filesystem::path draft = path.string() + "." + std::to_string(::gettid());
    {
        const File file(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file.get() < 0 || ::write(file.get(), key.data(), key.size()) != static_cast<ssize_t>(key.size()) ||
            ::fsync(file.get()) != 0)
            refuse(path, "cannot be written: " + std::generic_category().message(errno) + "; see state.directory");
    }
    const bool linked = ::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST;
    ::unlink(draft.c_str());
    if (!linked) refuse(path, "cannot be made: " + std::generic_category().message(errno));
}

} // namespace

Key keyFrom(const std::filesystem::path& path) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        const File file(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
        if (file.get() >= 0) return read(path, file.get());
        if (errno != ENOENT) refuse(path, "cannot be read: " + std::generic_category().message(errno));
        make(path);
    }
    refuse(path, "was deleted as soon as it was made");
}

} // namespace portico::host
