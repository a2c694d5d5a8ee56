// SPDX-License-Identifier: Apache-2.0
// A folder in which other users may rename files while root works in it. It is opened once, and paths that begin with path() are
// resolved from the open folder: renaming it, or putting a link in its place, does not lead anywhere else. Needs /proc, and a
// process that has not changed its user, which /proc would hide its descriptors from.
#pragma once

#include "base/descriptor.h"

#include <filesystem>

namespace portico::host {

class OpenFolder {
public:
    // Opens an absolute path and creates the folders that are missing. Links on the way are an error: resolve those that you
    // trust first. Throws std::runtime_error.
    explicit OpenFolder(const std::filesystem::path& absolute);
    // Opens a folder in this one, but no link. Throws std::runtime_error.
    OpenFolder in(const std::filesystem::path& name) const;

    // "/proc/self/fd/7", as long as this object exists.
    std::filesystem::path path() const;
    int descriptor() const noexcept { return opened_.get(); }

private:
    explicit OpenFolder(base::Descriptor opened) : opened_(std::move(opened)) {}

    base::Descriptor opened_;
};

// The path for messages: a path below an open folder, with the present name of that folder.
std::filesystem::path named(const std::filesystem::path& path);

} // namespace portico::host
