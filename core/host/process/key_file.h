// SPDX-License-Identifier: Apache-2.0
// A random key that survives restarts: created at the first start, readable by the server's user only.
#pragma once

#include <array>
#include <filesystem>
#include <mutex>

namespace portico::host {

using Key = std::array<unsigned char, 32>;

// Reads the key, or creates it. Two processes that start at the same time get the same one. Throws std::runtime_error with the
// file and a remedy; std::system_error for system errors such as a full disk.
Key keyFrom(const std::filesystem::path& file);

// A random key of this process only, created on first use. May be used by any thread.
class FallbackKey {
public:
    const Key& get();

private:
    std::once_flag made_;
    Key key_{};
};

} // namespace portico::host
