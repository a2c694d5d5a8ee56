// SPDX-License-Identifier: Apache-2.0
// A piece of an answer's body: bytes in memory, or a range of an open file, which the kernel sends.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unistd.h>
#include <variant>

namespace portico::http::wire {

// An open file, closed by its last owner.
class OpenFile {
public:
    explicit OpenFile(int descriptor) noexcept : descriptor_(descriptor) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() { ::close(descriptor_); }
    int descriptor() const noexcept { return descriptor_; }

private:
    int descriptor_;
};

struct FileStretch {
    std::shared_ptr<const OpenFile> file;
    std::uint64_t from = 0;
    std::uint64_t length = 0;
};

using Piece = std::variant<std::string, FileStretch>;

} // namespace portico::http::wire
