// SPDX-License-Identifier: Apache-2.0
#include "host/backup/scratch_folder.h"

#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

std::filesystem::path temporary() {
    const char* given = std::getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe): commands have one thread
    return given != nullptr && *given == '/' ? given : "/var/tmp";
}

} // namespace

ScratchFolder::ScratchFolder() : ScratchFolder(temporary()) {}

ScratchFolder::ScratchFolder(const std::filesystem::path& in) {
    std::string name = (in / ".portico-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no folder can be made in " + in.string() + ": " +
                                 std::generic_category().message(errno));
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored; // a destructor has nobody to tell
    std::filesystem::remove_all(path_, ignored);
}

} // namespace portico::host
