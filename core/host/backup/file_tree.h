// SPDX-License-Identifier: Apache-2.0
// Files and folders below a folder: listed, and copied with their modes and, by root, their owners.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

namespace portico::host {

struct TreeItem {
    std::string path{}; // below the root; "." for the root itself
    struct stat status {};
};

// The root, then all that is below it, each folder before what is in it, by name. Links are not followed.
std::vector<TreeItem> listTree(const std::filesystem::path& root);

enum class Links {
    followed, // to files: their content is copied. A link to /dev/null stays one: it switches a file of the configuration off
    leftOut,
};

// `from`, a file or a folder, becomes `to`, which is not there yet, without what a crashed restore has left in it. What is neither, and a link that leads to neither, is left
// out; `leftOut` gets its path. What goes away meanwhile was not there. Throws std::runtime_error.
void copyTree(const std::filesystem::path& from, const std::filesystem::path& to, Links links,
              std::vector<std::string>& leftOut);

// Neither a file nor a folder, and no link that copyTree follows.
bool isLeftOutOfBackups(const std::filesystem::path& path);

// Names of the user and the group; their numbers for those without.
std::string ownerOf(const struct stat& status);
std::string groupOf(const struct stat& status);
// The other way, for root only; what has no name on this machine becomes root's.
void changeOwner(int descriptor, const std::string& owner, const std::string& group);

} // namespace portico::host
