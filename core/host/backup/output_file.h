// SPDX-License-Identifier: Apache-2.0
// A file that appears completely or not at all: written in the same folder under another name, accessible to this user only, and
// renamed when it is complete.
#pragma once

#include "base/descriptor.h"

#include <filesystem>

namespace portico::host {

class OutputFile {
public:
    // Throws std::runtime_error, also if the path exists and is not a file.
    explicit OutputFile(std::filesystem::path file);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    int descriptor() const noexcept { return descriptor_.get(); }
    // Writes the file to disk and gives it its name.
    void complete();

private:
    std::filesystem::path file_;
    std::string draft_;
    base::Descriptor descriptor_;
};

} // namespace portico::host
