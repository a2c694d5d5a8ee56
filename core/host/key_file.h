// SPDX-License-Identifier: Apache-2.0
// A random key that outlives restarts: made at the first start, readable by the server's user only.
#pragma once

#include <array>
#include <filesystem>

namespace portico::host {

using Key = std::array<unsigned char, 32>;

// Reads the key, or makes it. Two processes that start at the same time get the same one. Throws std::runtime_error that
// names the file and what to do.
Key keyFrom(const std::filesystem::path& file);

} // namespace portico::host
