// SPDX-License-Identifier: Apache-2.0
// A file that is there as a whole or not at all: written beside its place under another name, for this user only, and renamed when
// it is complete.
#pragma once

#include "loader/file/descriptor.h"

#include <filesystem>

namespace portico::host {

class OutputFile {
public:
    // Throws std::runtime_error, also where something is that is no file.
    explicit OutputFile(std::filesystem::path file);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    int descriptor() const noexcept { return descriptor_.get(); }
    // It is on the disk, under its name.
    void complete();

private:
    std::filesystem::path file_;
    std::string draft_;
    loader::Descriptor descriptor_;
};

} // namespace portico::host
