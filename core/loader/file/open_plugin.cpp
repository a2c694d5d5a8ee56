// SPDX-License-Identifier: Apache-2.0
#include "loader/file/open_plugin.h"

#include "base/descriptor.h"
#include "config/file_policy.h"
#include "loader/file/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace portico::loader {

namespace {

constexpr off_t largest = 256 * 1024 * 1024;
constexpr int attempts = 3;

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
