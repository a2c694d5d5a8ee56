// SPDX-License-Identifier: Apache-2.0
#include "host/backup/scratch_folder.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

constexpr const char* prefix = ".portico-";
constexpr const char* standard = "/var/tmp";

// TMPDIR; empty if it is not set.
std::filesystem::path given() {
    const char* folder = std::getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe): commands have one thread
    return folder != nullptr && *folder == '/' ? folder : "";
}

std::filesystem::path temporary() { return given().empty() ? standard : given(); }

bool isWritable(const std::filesystem::path& folder) {
    return ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

std::uint64_t roomIn(const std::filesystem::path& folder) {
    struct statvfs about {};
    return ::statvfs(folder.c_str(), &about) == 0 ? std::uint64_t{about.f_bavail} * about.f_frsize : 0;
}

} // namespace

std::filesystem::path folderWithMostSpace(const std::vector<std::filesystem::path>& others) {
    if (!given().empty() && isWritable(given())) return given();
    std::vector<std::filesystem::path> writable = others;
    writable.emplace_back(standard);
    std::erase_if(writable, [](const auto& folder) { return folder.empty() || !isWritable(folder); });
    if (writable.empty())
        throw std::runtime_error("no folder for temporary files is writable, not even " + std::string(standard) +
                                 "; set TMPDIR to one");
    return *std::ranges::max_element(writable, {}, roomIn);
}

bool ScratchFolder::isOne(const std::filesystem::path& path) {
    return path.filename().string().starts_with(prefix) && path.filename().string().size() == 15;
}

ScratchFolder::ScratchFolder() : ScratchFolder(temporary()) {}

ScratchFolder::ScratchFolder(const std::filesystem::path& in) {
    std::string name = (in / (std::string(prefix) + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("a folder cannot be created in " + in.string() + ": " +
                                 std::generic_category().message(errno));
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored; // a destructor cannot report it
    std::filesystem::remove_all(path_, ignored);
}

} // namespace portico::host
