// SPDX-License-Identifier: Apache-2.0
// Two files or folders of one file system take each other's names, at once where the file system can. Either may be missing: then
// the other one changes its name. The same call once more undoes it.
#pragma once

#include <filesystem>

namespace portico::host {

// Throws std::runtime_error.
void swapPaths(const std::filesystem::path& one, const std::filesystem::path& other);

} // namespace portico::host
