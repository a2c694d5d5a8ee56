// SPDX-License-Identifier: Apache-2.0
// Which templates are pages with an address: index.html is "/", private.html "/private", team/index.html "/team". Files and
// folders that begin with "_" or "." and the folder assets are none.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pages_jinja {

struct PageFile {
    std::string name; // "team/index"
    std::string path; // "/team"
    std::filesystem::path file;
};

// By name. The first folder that has a page of a name wins. A folder that is not there has no pages. Throws std::runtime_error
// if one is not absolute or cannot be read, or if none of them is there.
std::vector<PageFile> pageFiles(const std::vector<std::filesystem::path>& folders);

} // namespace pages_jinja
