// SPDX-License-Identifier: Apache-2.0
// An IP address, read and written by the C library. An IPv4 address and the IPv6 address that maps it (::ffff:192.0.2.1, as a socket
// for both families reports it) are the same one. No names, no ports, no zones.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

struct IpAddress {
    std::array<unsigned char, 16> bytes{}; // in the order of the wire; IPv4 mapped

    bool isV4() const noexcept;
    bool isLoopback() const noexcept; // 127.0.0.0/8, ::1
    bool isPrivate() const noexcept;  // of a network of one's own: RFC 1918, fc00::/7
    std::string text() const;         // its one canonical spelling
    bool operator==(const IpAddress&) const = default;
};

std::optional<IpAddress> parseIpAddress(std::string_view text) noexcept;

// From the four bytes of an IPv4 address, or the sixteen of an IPv6 address, in the order of the wire.
IpAddress ipAddressOf(std::string_view bytes) noexcept;

} // namespace portico::http::syntax
