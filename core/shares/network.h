// SPDX-License-Identifier: Apache-2.0
// The network of a client, which usually belongs to one customer of an internet provider: an IPv4 /24 or an IPv6 /64, in which a
// single machine may use every address. Limited resources are shared by network, so that changing the address gains nothing.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace portico::shares {

class Network {
public:
    // The network of clients with an unknown address; all of them together form one network.
    Network() = default;

    // "192.0.2.7", "2001:db8::1", "::ffff:192.0.2.7" (an IPv4 address, RFC 4291 section 2.5.5.2), "unix" (a Unix socket).
    // Anything else is unknown.
    static Network of(std::string_view address) noexcept;

    // "192.0.2.0/24", "2001:db8:0:1::/64", "unix", "unknown".
    std::string text() const;

    auto operator<=>(const Network&) const = default;

private:
    enum class Kind : std::uint8_t { unknown, unixSocket, ipv4, ipv6 };
    Network(Kind kind, std::uint64_t bits) noexcept : kind_(kind), bits_(bits) {}

    Kind kind_ = Kind::unknown;
    std::uint64_t bits_ = 0; // the first 24, or 64, of the address
};

// The network and account for which a limited resource is taken.
struct Requester {
    Network network{};
    std::uint64_t account = 0; // any number that tells accounts apart; 0: none
};

} // namespace portico::shares
