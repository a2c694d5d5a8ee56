// SPDX-License-Identifier: Apache-2.0
// A piece of an answer's body: bytes in memory, or a range of an open file, which the kernel sends.
#pragma once

#include "base/descriptor.h"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>

namespace portico::http::wire {

// Closed by its last owner.
using OpenFile = base::Descriptor;

struct FileStretch {
    std::shared_ptr<const OpenFile> file;
    std::uint64_t from = 0;
    std::uint64_t length = 0;
};

using Piece = std::variant<std::string, FileStretch>;

} // namespace portico::http::wire
