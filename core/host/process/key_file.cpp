// SPDX-License-Identifier: Apache-2.0
// Reads or creates a random key that survives restarts.
#include "host/process/key_file.h"

#include "base/regular_file.h"
#include "base/write_all.h"
#include "config/file_policy.h"

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

// For system errors, which may be gone at the next attempt.
[[noreturn]] void fail(const std::filesystem::path& file, const char* what) {
    throw std::system_error(errno, std::generic_category(), file.string() + " cannot be " + what);
}

Key read(const std::filesystem::path& path, int fd) {
    struct stat about {};
    Key key;
    if (::fstat(fd, &about) != 0) fail(path, "examined");
    const auto violations = config::violationsOf(about, config::FileUse::own, ::geteuid());
    if (!violations.empty())
        refuse(path, violations.front().what + "; delete the file, and a new one is created at the next start");
    const ssize_t got = ::pread(fd, key.data(), key.size(), 0);
    if (got < 0) fail(path, "read");
    if (got != static_cast<ssize_t>(key.size()) || about.st_size != static_cast<off_t>(key.size()))
        refuse(path, "not a key of 32 bytes; delete the file, and a new one is created at the next start");
    return key;
}

[[noreturn]] void failWithout(const std::filesystem::path& draft, const std::filesystem::path& file) {
    const int error = errno;
    ::unlink(draft.c_str());
    errno = error;
    fail(file, "written");
}

// Writes the key under another name before it gets its own, so that nobody reads half a key. If another process was first, its
// key is used.
void make(const std::filesystem::path& path) {
    Key key;
    randombytes_buf(key.data(), key.size());
    // Unique to this thread: two threads may do this at the same time.
    const std::filesystem::path draft = path.string() + "." + std::to_string(::gettid());
    {
        const base::Descriptor file = base::openRegular(draft, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        const std::string_view bytes(reinterpret_cast<const char*>(key.data()), key.size());
        if (!file || !base::writeAll(file.get(), bytes) || ::fsync(file.get()) != 0) failWithout(draft, path);
    }
    if (::link(draft.c_str(), path.c_str()) != 0 && errno != EEXIST) failWithout(draft, path);
    ::unlink(draft.c_str());
}

} // namespace

Key keyFrom(const std::filesystem::path& path) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        const base::Descriptor file = base::openRegular(path, O_RDONLY);
        if (file) return read(path, file.get());
        if (errno == EINVAL)
            refuse(path, "is not a regular file; delete it, and a new one is created at the next start");
        if (errno != ENOENT) fail(path, "read");
        make(path);
    }
    refuse(path, "was deleted as soon as it was created");
}

const Key& FallbackKey::get() {
    std::call_once(made_, [this] { ::randombytes_buf(key_.data(), key_.size()); });
    return key_;
}

} // namespace portico::host
