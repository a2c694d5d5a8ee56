// SPDX-License-Identifier: Apache-2.0
// The templates in the folders, and which of them are pages with an address: index.html is "/", private.html "/private",
// team/index.html "/team". Files and folders that begin with "_" are parts and have none; the folder assets and what begins
// with "." is not looked into.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pages_jinja {

struct PageFile {
    std::string name; // "team/index"
    std::string path; // "/team"; empty for a part, and for a name that can be no address
    std::filesystem::path file;
    bool isPart = false;
    std::string fault{};       // why nobody can look: a folder that cannot be read, a link that leads nowhere
    bool isServedAsIs = false; // by the host, to everybody: it is no page
};

// Has a folder or file in this name a "_" in front?
bool isPart(const std::filesystem::path& name);

// By name. The first folder that has a page of a name wins. A folder that is not there has no pages. Throws std::runtime_error
// if one is not absolute, or if none of them is there.
std::vector<PageFile> pageFiles(const std::vector<std::filesystem::path>& folders);

} // namespace pages_jinja
