// SPDX-License-Identifier: Apache-2.0
// Finds the templates in the folders and decides which of them are pages with a path: index.html is "/", private.html "/private",
// team/index.html "/team". Files and folders that begin with "_" are parts without a path; the folder assets and names that begin
// with "." are skipped.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pages_jinja {

struct PageFile {
    std::string name; // "team/index"
    std::string path; // "/team"; empty for a part, and for a name that cannot be a path
    std::filesystem::path file;
    bool isPart = false;
    std::string fault{};       // why it cannot be examined: an unreadable folder, a dangling link
    bool isServedAsIs = false; // by the host, to everyone: it is not a page
};

// True if a component of the name begins with "_".
bool isPart(const std::filesystem::path& name);

// Sorted by name. The first folder that contains a page wins. A missing folder has no pages. Throws std::runtime_error if a
// folder is not absolute, or if none of them exists.
std::vector<PageFile> pageFiles(const std::vector<std::filesystem::path>& folders);

} // namespace pages_jinja
