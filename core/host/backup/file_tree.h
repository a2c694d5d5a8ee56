// SPDX-License-Identifier: Apache-2.0
// Lists and copies the files and folders below a folder, with their modes and, if run by root, their owners.
#pragma once

#include "host/backup/on_progress.h"
#include "host/backup/open_folder.h"

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

enum class Links { // also what isLeftOutOfBackups means
    followed, // to files: copies the content, if the file belongs to the owner of the link, who is not root, or if only root and
              // this user could have made the link
    disabling, // the same, but a link to /dev/null stays a link: it disables a configuration file
    leftOut,
};

// Copies the file or folder `from` to `to`, which must not exist, without leftovers of a crashed restore. Leaves out everything
// that is neither a file, a folder nor a link to follow, and adds its path to `leftOut`. Ignores what disappears meanwhile.
// Throws std::runtime_error.
void copyTree(const std::filesystem::path& from, const std::filesystem::path& to, Links links,
              std::vector<std::string>& leftOut, const OnBytes& onBytes = ignoreBytes);

// The same for an entry of an open folder.
void copyTree(const OpenFolder& in, const std::string& name, const std::filesystem::path& to, Links links,
              std::vector<std::string>& leftOut, const OnBytes& onBytes = ignoreBytes);

// Whether the entry is neither a file, a folder nor a link that copyTree follows.
bool isLeftOutOfBackups(const OpenFolder& in, const std::string& name, Links links);

// The bits of the mode that a backup keeps.
mode_t modeIn(const struct stat& status);

// The names of the user and the group, or their numbers if they have no names.
std::string ownerOf(const struct stat& status);
std::string groupOf(const struct stat& status);
// Sets user and group by name, only if run by root; names that do not exist on this machine become root.
void changeOwner(int descriptor, const std::string& owner, const std::string& group);

} // namespace portico::host
