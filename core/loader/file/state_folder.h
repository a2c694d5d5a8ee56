// SPDX-License-Identifier: Apache-2.0
// The folder with a plugin's own data: created on first use, with mode 0700.
#pragma once

#include <filesystem>
#include <string>

namespace portico::loader {

// Creates `folder` with mode 0700, or checks and secures an existing one. Returns a sentence about what is wrong, or nothing.
std::string makeStateFolder(const std::filesystem::path& folder);

} // namespace portico::loader
