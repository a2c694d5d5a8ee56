// SPDX-License-Identifier: Apache-2.0
// Converts a path into the address of a Unix socket.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace portico::host {

inline sockaddr_un controlAddress(const std::filesystem::path& file) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string& path = file.native();
    if (path.size() >= sizeof address.sun_path)
        throw std::runtime_error("server.control: " + path + " is longer than the " +
                                 std::to_string(sizeof address.sun_path - 1) + " bytes that a socket path may have");
    std::memcpy(address.sun_path, path.c_str(), path.size());
    return address;
}

} // namespace portico::host
