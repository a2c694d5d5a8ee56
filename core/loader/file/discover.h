// SPDX-License-Identifier: Apache-2.0
// Which files of the plugin folders are plugins: NAME.so, no dotfiles and nothing that a package manager is still unpacking.
// The first folder that has a name wins. Looks at names only.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace portico::loader {

struct Shadowed {
    std::filesystem::path file;
    std::filesystem::path by;
};

struct Discovery {
    std::vector<std::filesystem::path> folders{}; // canonical, those that could be read
    std::vector<std::filesystem::path> files{};   // by name, so that every start sees them in the same order
    std::vector<Shadowed> shadowed{};
    std::vector<std::string> faults{}; // "FOLDER: what is wrong"
};

Discovery discover(const std::vector<std::filesystem::path>& folders);

} // namespace portico::loader
