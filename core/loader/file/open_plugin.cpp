// SPDX-License-Identifier: Apache-2.0
// Reads the content of the file as it was at one moment, although others may write to it: never a mixture of two versions, which
// can look like a valid library.
#include "loader/file/open_plugin.h"

#include "base/descriptor.h"
#include "config/file_policy.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace portico::loader {

namespace {

constexpr off_t largest = 256 * 1024 * 1024;
constexpr int attempts = 3;
constexpr long nanosecondsPerSecond = 1'000'000'000;

// In pieces that fit into the processor's cache: a string of the file's size would be filled with zeros first.
std::string readBytes(int descriptor, std::size_t size) {
    std::string bytes;
    bytes.reserve(size);
    std::array<char, 64 * 1024> piece; // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
    while (bytes.size() < size) {
        const ssize_t got = ::read(descriptor, piece.data(), std::min(piece.size(), size - bytes.size()));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break; // the file became shorter
        bytes.append(piece.data(), static_cast<std::size_t>(got));
    }
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

// ctime, because programs can set mtime to any value.
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

// Nothing if the file changed meanwhile. `status`: the result of fstat() on the open file, taken before the call.
std::optional<std::string> readWhole(int descriptor, const struct stat& status) {
    awaitTick(status.st_ctim);
    awaitWriter(descriptor);
    std::string bytes = readBytes(descriptor, static_cast<std::size_t>(status.st_size));
    if (changedSince(status, descriptor)) return std::nullopt;
    return bytes;
}

std::string reason(int error) { return std::generic_category().message(error); }

OpenedFile refused(std::string problem) { return {.bytes = {}, .problems = {std::move(problem)}}; }

std::string openProblem(int error) {
    if (error == ELOOP) return "is a symbolic link; put the file itself here";
    return "cannot be opened: " + reason(error);
}

// Nothing if the file was written meanwhile.
std::optional<OpenedFile> openOnce(const std::filesystem::path& file, uid_t owner) {
    // O_NONBLOCK: otherwise opening a named pipe would wait for a writer.
    const base::Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (descriptor.get() < 0 || ::fstat(descriptor.get(), &status) != 0) return refused(openProblem(errno));
    if (!S_ISREG(status.st_mode)) return refused("is not a regular file; remove it");
    OpenedFile opened;
    for (const config::PolicyViolation& found : config::violationsOf(status, config::FileUse::code, owner))
        opened.problems.push_back(found.text());
    if (status.st_size > largest) {
        opened.problems.emplace_back("is larger than 256 MiB; strip it");
        return opened;
    }
    auto bytes = readWhole(descriptor.get(), status);
    if (!bytes) return std::nullopt;
    opened.bytes = std::move(*bytes);
    return opened;
}

} // namespace

// A file that was replaced is complete at the next attempt; one that is still being written is not.
OpenedFile openPlugin(const std::filesystem::path& file, uid_t owner) {
    for (int attempt = 0; attempt < attempts; ++attempt)
        if (auto opened = openOnce(file, owner)) return std::move(*opened);
    return refused("was written while it was being read; start or reload again when it is complete");
}

} // namespace portico::loader
