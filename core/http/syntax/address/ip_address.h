// SPDX-License-Identifier: Apache-2.0
// An IP address, parsed and written by the C library. An IPv4 address equals its IPv4-mapped IPv6 address (::ffff:192.0.2.1,
// which a dual-stack socket reports). No names, ports or zones.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

struct IpAddress {
    std::array<unsigned char, 16> bytes{}; // network byte order; IPv4 mapped

    bool isV4() const noexcept;
    bool isLoopback() const noexcept; // 127.0.0.0/8, ::1
    bool isPrivate() const noexcept;  // private networks: RFC 1918, fc00::/7
    std::string text() const;         // the canonical spelling
    bool operator==(const IpAddress&) const = default;
};

std::optional<IpAddress> parseIpAddress(std::string_view text) noexcept;

// From the four bytes of an IPv4 or the sixteen of an IPv6 address, in network byte order.
IpAddress ipAddressOf(std::string_view bytes) noexcept;

} // namespace portico::http::syntax
