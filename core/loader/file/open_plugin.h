// SPDX-License-Identifier: Apache-2.0
// Opens a plugin file if config/file_policy.h permits it. Loading a library runs its constructors, so all checks come first.
//
// Symbolic links are refused: the target is in an unchecked folder and can change without a trace in the plugin folder.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace portico::loader {

struct OpenedFile {
    std::string bytes{};                 // empty if a problem prevented reading
    std::vector<std::string> problems{}; // complete clauses
};

// Opens the file once: the bytes that are read are checked, and a copy of them is loaded. `owner` is trusted besides root.
OpenedFile openPlugin(const std::filesystem::path& file, uid_t owner);

} // namespace portico::loader
