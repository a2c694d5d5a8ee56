// SPDX-License-Identifier: Apache-2.0
// Whose files may become part of the server? Constructors run while a library is loaded, so all of this comes before.
//
// A plugin is a regular file of root or of the service's own user that nobody else may write, in a folder of which the same
// holds. A symbolic link is refused: its target lies in a folder that nobody checked, and can be changed without a trace in
// the plugin folder. Folders above must only not be open to everybody: who may rename there still cannot make a file of root.
// Access lists need no look of their own: an entry that permits writing shows in the group's mode bits.
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

// `folder` must be canonical.
std::vector<std::string> folderProblems(const std::filesystem::path& folder, uid_t owner);

} // namespace portico::loader
