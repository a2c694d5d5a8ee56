// SPDX-License-Identifier: Apache-2.0
// A random key that outlives restarts: made at the first start, readable by the server's user only.
#pragma once

#include <array>
#include <filesystem>
#include <mutex>

namespace portico::host {

using Key = std::array<unsigned char, 32>;

// Reads the key, or makes it. Two processes that start at the same time get the same one. Throws std::runtime_error that names the
// file and what to do: std::system_error for what the system has against it, such as a full disk.
Key keyFrom(const std::filesystem::path& file);

// A random key of this process alone, made when it is first asked for. By any thread.
class FallbackKey {
public:
    const Key& get();

private:
    std::once_flag made_;
    Key key_{};
};

} // namespace portico::host
