// SPDX-License-Identifier: Apache-2.0
#include "loader/file/whole_file.h"

#include <unistd.h>

#include <cerrno>
#include <ctime>

namespace portico::loader {

namespace {

constexpr long nanosecondsPerSecond = 1'000'000'000;

std::string readBytes(int descriptor, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const ssize_t got = ::read(descriptor, bytes.data() + have, size - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break; // the file became shorter
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

// Changes are detected by their timestamps, which come from the coarse clock: a second change within the same tick would go
// unnoticed.
void awaitTick(const timespec& changed) {
    timespec now{}, tick{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    ::clock_getres(CLOCK_REALTIME_COARSE, &tick);
    const auto seconds = now.tv_sec - changed.tv_sec;
    if (seconds < -1 || seconds > 1) return;
    const long since = seconds * nanosecondsPerSecond + now.tv_nsec - changed.tv_nsec;
    if (since > -tick.tv_nsec && since <= tick.tv_nsec) ::nanosleep(&tick, nullptr);
}

// Unlike mtime, ctime cannot be set by whoever writes a file.
bool changedSince(const struct stat& before, int descriptor) {
    struct stat now {};
    return ::fstat(descriptor, &now) != 0 || now.st_size != before.st_size ||
           now.st_ctim.tv_sec != before.st_ctim.tv_sec || now.st_ctim.tv_nsec != before.st_ctim.tv_nsec;
}

// A write sets the timestamp when it begins. On the usual file systems of servers (ext4, xfs, btrfs, tmpfs), SEEK_HOLE waits
// until a write in progress has ended.
void awaitWriter(int descriptor) {
    ::lseek(descriptor, 0, SEEK_HOLE); // fails for an empty file
    ::lseek(descriptor, 0, SEEK_SET);
}

} // namespace

std::optional<std::string> readWhole(int descriptor, const struct stat& status) {
    awaitTick(status.st_ctim);
    awaitWriter(descriptor);
    std::string bytes = readBytes(descriptor, static_cast<std::size_t>(status.st_size));
    if (changedSince(status, descriptor)) return std::nullopt;
    return bytes;
}

} // namespace portico::loader
