// SPDX-License-Identifier: Apache-2.0
// Finds the plugin files in the plugin folders: NAME.so, but no dotfiles and no files that a package manager is still
// unpacking. If several folders have the same name, the first one wins. Looks at names only.
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
    std::vector<std::filesystem::path> folders{}; // as given, those that could be read, each once
    std::vector<std::filesystem::path> files{};   // sorted by name, so that the order is the same at every start
    std::vector<Shadowed> shadowed{};
    std::vector<std::string> faults{}; // "FOLDER: what is wrong"
};

Discovery discover(const std::vector<std::filesystem::path>& folders);

} // namespace portico::loader
