// SPDX-License-Identifier: Apache-2.0
// Files as text, with a size limit, and why one could not be read. Nothing but plain files: a pipe could hang the start.
#pragma once

#include "config/file_policy.h"
#include "config/value.h"

#include <filesystem>
#include <string>
#include <vector>

namespace portico::config {

struct TextFile {
    std::string text{};
    std::string problem{};          // empty when it was read; e.g. "there is no such file"
    struct stat about {};           // of what was read
    std::filesystem::path opened{}; // where it lies, links resolved

    std::vector<PolicyViolation> violations(FileUse what) const; // of the file and of the folders above it
};

TextFile readTextFile(const std::filesystem::path& path);

// A file with one value: without the end of line that editors add.
struct SecretFile {
    Raw value{};
    bool isOpen = false; // everybody may read it
};
SecretFile readSecret(const std::filesystem::path& path);

// A link to /dev/null in place of a file: switched off.
bool isSwitchedOff(const std::filesystem::path& path);

} // namespace portico::config
