// SPDX-License-Identifier: Apache-2.0
// A folder in which other users may rename files while root works in it. It is opened once, and what is in it is opened from
// there, so that renaming the folder, or putting a link in its place, does not lead anywhere else.
#pragma once

#include "base/descriptor.h"

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

namespace portico::host {

// What a name in a folder meant when it was opened; a link is not followed. Decide from this only: the name may mean something
// else by now.
struct OpenEntry {
    base::Descriptor descriptor{}; // O_PATH; empty if nothing has the name
    struct stat status {};

    explicit operator bool() const noexcept { return static_cast<bool>(descriptor); }
    bool isFile() const noexcept { return descriptor && S_ISREG(status.st_mode); }
    bool isFolder() const noexcept { return descriptor && S_ISDIR(status.st_mode); }
    bool isLink() const noexcept { return descriptor && S_ISLNK(status.st_mode); }
};

enum class Missing { created, refused };

class OpenFolder {
public:
    // Opens an absolute path. Links on the way are an error: resolve those that you trust first. Throws std::runtime_error.
    explicit OpenFolder(const std::filesystem::path& absolute, Missing missing = Missing::refused);
    explicit OpenFolder(OpenEntry folder) : opened_(std::move(folder.descriptor)) {}

    // Throws std::runtime_error for all errors but that nothing has the name.
    OpenEntry find(const std::filesystem::path& name) const;
    // Opens what `link`, found in this folder, leads to. Empty if that cannot be opened.
    OpenEntry follow(const OpenEntry& link) const;
    // The names in it, ordered.
    std::vector<std::string> names() const;

    int descriptor() const noexcept { return opened_.get(); }
    // "/proc/self/fd/7", as long as this object exists. Needs /proc, and a process that has not changed its user: /proc would
    // hide its descriptors from it.
    std::filesystem::path path() const;

private:
    base::Descriptor opened_;
};

// The path for messages: a path below an open folder, with the present name of that folder.
std::filesystem::path named(const std::filesystem::path& path);

} // namespace portico::host
