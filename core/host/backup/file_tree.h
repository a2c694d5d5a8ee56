// SPDX-License-Identifier: Apache-2.0
// Lists and copies the files and folders below a folder, with their modes and, if run by root, their owners.
#pragma once

#include "host/backup/on_progress.h"

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

namespace portico::host {

struct TreeItem {
    std::string path{}; // below the root; "." for the root itself
    struct stat status {};
};

// The root, then everything below it, by name, each folder before its content. Does not follow links.
std::vector<TreeItem> listTree(const std::filesystem::path& root);

enum class Links {
    followed, // links to files: copies the content. A link to /dev/null stays a link: it disables a configuration file
    leftOut,
};

// Copies the file or folder `from` to `to`, which must not exist, without leftovers of a crashed restore. Leaves out everything
// that is neither a file, a folder nor a link to follow, and adds its path to `leftOut`. Ignores what disappears meanwhile.
// Throws std::runtime_error.
void copyTree(const std::filesystem::path& from, const std::filesystem::path& to, Links links,
              std::vector<std::string>& leftOut, const OnBytes& onBytes = ignoreBytes);

// Whether the path is neither a file, a folder nor a link that copyTree follows.
bool isLeftOutOfBackups(const std::filesystem::path& path);

// The names of the user and the group, or their numbers if they have no names.
std::string ownerOf(const struct stat& status);
std::string groupOf(const struct stat& status);
// Sets user and group by name, only if run by root; names that do not exist on this machine become root.
void changeOwner(int descriptor, const std::string& owner, const std::string& group);

} // namespace portico::host
