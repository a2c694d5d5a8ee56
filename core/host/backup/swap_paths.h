// SPDX-License-Identifier: Apache-2.0
// Exchanges the names of two files or folders on one file system, atomically if the file system can. Either may be missing:
// then the other one is renamed. Repeating the call undoes it.
#pragma once

#include <filesystem>

namespace portico::host {

// Throws std::runtime_error.
void swapPaths(const std::filesystem::path& one, const std::filesystem::path& other);

} // namespace portico::host
