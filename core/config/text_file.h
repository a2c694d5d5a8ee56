// SPDX-License-Identifier: Apache-2.0
// Reads plain files as text, with a size limit, and reports why a file cannot be read. A pipe could block the start.
#pragma once

#include "config/file_policy.h"
#include "config/value.h"

#include <filesystem>
#include <string>
#include <vector>

namespace portico::config {

struct TextFile {
    std::string text{};
    std::string problem{};        // empty if the file was read; otherwise e.g. "there is no such file"
    struct stat about {};         // of the file that was read
    bool hasAcl = false;          // of that file
    std::filesystem::path path{}; // as it was given

    std::vector<PolicyViolation> violations(FileUse what) const; // of the file and of its path
};

TextFile readTextFile(const std::filesystem::path& path);

// The content of a file with a single value, without the final line end that editors add.
struct SecretFile {
    Raw value{};
    bool isOpen = false; // everybody may read it
};
SecretFile readSecret(const std::filesystem::path& path);

// True if `path` is a link to /dev/null, which masks the file.
bool isSwitchedOff(const std::filesystem::path& path);

} // namespace portico::config
