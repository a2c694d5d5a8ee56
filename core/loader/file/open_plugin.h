// SPDX-License-Identifier: Apache-2.0
// A plugin's file, opened by the rule of config/file_policy.h. Constructors run while a library is loaded, so all of this comes before.
//
// A symbolic link is refused: its target lies in a folder that nobody checked, and can be changed without a trace in the plugin folder.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace portico::loader {

struct OpenedFile {
    std::string bytes{};                 // empty with a problem that kept it from being read
    std::vector<std::string> problems{}; // whole clauses
};

// Opened once: what is checked is what was read, and a copy of that is what is loaded. `owner` is trusted besides root.
OpenedFile openPlugin(const std::filesystem::path& file, uid_t owner);

} // namespace portico::loader
