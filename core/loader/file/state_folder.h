// SPDX-License-Identifier: Apache-2.0
// The folder with a plugin's own data: made when it is first asked for, closed to everybody else.
#pragma once

#include <filesystem>
#include <string>

namespace portico::loader {

// Makes `folder` (mode 0700) or sees to it that the one that is there is safe. Empty, or a sentence: what is wrong with it.
std::string makeStateFolder(const std::filesystem::path& folder);

} // namespace portico::loader
