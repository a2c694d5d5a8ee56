// SPDX-License-Identifier: Apache-2.0
#include "loader/file_policy.h"

#include "loader/descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace portico::loader {

namespace {

constexpr off_t largest = 256 * 1024 * 1024;

std::string reason(int error) { return std::generic_category().message(error); }

void checkOwner(const struct stat& status, uid_t owner, std::vector<std::string>& problems) {
    if (status.st_uid != 0 && status.st_uid != owner)
        problems.push_back("belongs to user " + std::to_string(status.st_uid) +
                           ", who is neither root nor this server's user " + std::to_string(owner) +
                           "; chown it to root");
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        problems.emplace_back("may be written by others than its owner; chmod go-w it");
}

std::string openProblem(int error) {
    if (error == ELOOP) return "is a symbolic link; put the file itself here";
    return "cannot be opened: " + reason(error);
}

std::string readWhole(int descriptor, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t have = 0;
    while (have < size) {
        const ssize_t got = ::read(descriptor, bytes.data() + have, size - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break; // became shorter meanwhile: the ELF reader says so
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

// Half of the old file and half of the new one can look like a library.
bool changedSince(const struct stat& before, int descriptor) {
    struct stat now {};
    return ::fstat(descriptor, &now) != 0 || now.st_size != before.st_size ||
           now.st_mtim.tv_sec != before.st_mtim.tv_sec || now.st_mtim.tv_nsec != before.st_mtim.tv_nsec;
}

} // namespace

OpenedFile openPlugin(const std::filesystem::path& file, uid_t owner) {
    OpenedFile opened;
    // O_NONBLOCK: a named pipe would make the server wait for a writer.
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (descriptor.get() < 0 || ::fstat(descriptor.get(), &status) != 0) {
        opened.problems.push_back(openProblem(errno));
        return opened;
    }
    if (!S_ISREG(status.st_mode)) {
        opened.problems.emplace_back("is not a regular file; remove it");
        return opened;
    }
    checkOwner(status, owner, opened.problems);
    if (status.st_size > largest) {
        opened.problems.emplace_back("is larger than 256 MiB; strip it");
        return opened;
    }
    opened.bytes = readWhole(descriptor.get(), static_cast<std::size_t>(status.st_size));
    if (changedSince(status, descriptor.get()))
        opened.problems.emplace_back("was written while it was being read; start or reload again when it is complete");
    return opened;
}

std::vector<std::string> folderProblems(const std::filesystem::path& folder, uid_t owner) {
    std::vector<std::string> problems;
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0) return {"cannot be looked at: " + reason(errno)};
    if (!S_ISDIR(status.st_mode)) return {"is not a folder"};
    checkOwner(status, owner, problems);
    for (auto above = folder; above.has_relative_path();) {
        above = above.parent_path();
        if (::stat(above.c_str(), &status) == 0 && (status.st_mode & S_IWOTH) != 0 && (status.st_mode & S_ISVTX) == 0)
            problems.push_back("lies in " + above.string() + ", which everybody may write; chmod o-w that folder");
    }
    return problems;
}

} // namespace portico::loader
