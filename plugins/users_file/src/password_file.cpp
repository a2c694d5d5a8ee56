// SPDX-License-Identifier: Apache-2.0
#include "password_file.h"

#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <portico/error.hpp>
#include <system_error>
#include <unistd.h>

namespace users_file {

namespace {

constexpr std::size_t largest = 16 * 1024 * 1024;

// Closes the descriptor that it holds.
class Descriptor {
public:
    explicit Descriptor(const std::string& path) : value_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return value_; }

private:
    int value_;
};

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

// The kernel's clock for file timestamps, not the host's clock: the two times are compared.
std::int64_t fileClock() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    return nanoseconds(now);
}

} // namespace

void PasswordFile::fail(const std::string& what) const {
    throw portico::Error(PORTICO_UNAVAILABLE, path_ + ": " + what);
}

PasswordFile::Stamp PasswordFile::stampOf(const struct stat& status) const {
    return {status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

std::shared_ptr<const Accounts> PasswordFile::accounts() {
    struct stat status {};
    if (::stat(path_.c_str(), &status) != 0) fail(std::generic_category().message(errno));
    const std::lock_guard lock(mutex_);
    if (!accounts_ || !settled_ || stampOf(status) != stamp_) reread();
    return accounts_;
}

// A second change within one tick of the file system's clock leaves the same timestamp. Therefore a file that changed just before
// it was read is read again at each use until its timestamp is older than one tick.
void PasswordFile::reread() {
    const Descriptor file(path_);
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) fail(std::generic_category().message(errno));
    mustBeSafe(status);
    const std::int64_t begin = fileClock();
    std::string text = readWhole(file.get(), static_cast<std::size_t>(status.st_size));
    if (accounts_ == nullptr || text != text_) {
        auto accounts = std::make_shared<Accounts>(read_(text));
        onChange_(accounts_.get(), *accounts);
        accounts_ = std::move(accounts);
        text_ = std::move(text);
    }
    stamp_ = stampOf(status);
    settled_ = begin - stamp_.changed > 1'000'000'000;
}

// A user who can write the file decides who is an administrator.
void PasswordFile::mustBeSafe(const struct stat& status) const {
    if (!S_ISREG(status.st_mode)) fail("is not a regular file");
    if (status.st_uid != ::geteuid() && status.st_uid != 0)
        fail("belongs to user " + std::to_string(status.st_uid) +
             ", who is neither root nor this server's user: chown root " + path_);
    if ((status.st_mode & 022) != 0) fail("is writable by its group or others: chmod go-w " + path_);
    if (static_cast<std::size_t>(status.st_size) > largest) fail("is larger than 16 MiB");
}

std::string PasswordFile::readWhole(int descriptor, std::size_t size) const {
    std::string text(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const ssize_t got = ::read(descriptor, text.data() + have, size - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(std::generic_category().message(errno));
        if (got == 0) break; // the file was truncated meanwhile: its timestamp will differ
        have += static_cast<std::size_t>(got);
    }
    text.resize(have);
    return text;
}

} // namespace users_file
