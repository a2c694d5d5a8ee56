// SPDX-License-Identifier: Apache-2.0
// Files as text, with a size limit, and why one could not be read. Nothing but plain files: a pipe could hang the start.
#pragma once

#include "config/value.h"

#include <filesystem>
#include <string>

namespace portico::config {

struct TextFile {
    std::string text{};
    std::string problem{}; // empty when it was read; e.g. "there is no such file"
};

TextFile readTextFile(const std::filesystem::path& path);

// A file with one value: without the end of line that editors add.
Raw readSecret(const std::filesystem::path& path);

// A link to /dev/null in place of a file: switched off.
bool isSwitchedOff(const std::filesystem::path& path);

} // namespace portico::config
