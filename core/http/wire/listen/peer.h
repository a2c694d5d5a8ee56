// SPDX-License-Identifier: Apache-2.0
// The client at the other end of a connection: the address of its socket, or the one that a trusted proxy names in a PROXY
// header.
#pragma once

#include <cstdint>
#include <string>
#include <sys/socket.h>

namespace portico::http::wire {

struct Peer {
    // "192.0.2.7" or "2001:db8::1", without a port; "unix" for a Unix socket; "unknown" if a proxy does not say.
    std::string address;
    // Known to be on this machine: it connected from a loopback address, or a trusted proxy on this machine named such an
    // address.
    bool loopback = false;
    bool secure = false;    // a trusted proxy says that its client used TLS
    bool proxied = false;   // the connection began with a PROXY header
    std::uint16_t port = 0; // 0: unknown, or a Unix socket
};

// True if the other end of the connection is on this machine: a client on a loopback address or on a Unix socket. A Unix socket
// is meant for proxies, whose clients may be anywhere.
inline bool isHere(const Peer& peer) noexcept { return peer.loopback || peer.address == "unix"; }

// An IPv4 address in IPv6 form (RFC 4291 section 2.5.5.2) is returned as IPv4.
Peer peerOf(const sockaddr_storage& address);
Peer peerNamed(const std::string& address);

// The addresses that usually belong to one customer: an IPv4 address, or the /64 of an IPv6 address ("2001:db8:0:1::/64"), in
// which a single machine may use every address. Returns anything else unchanged.
std::string shareOf(const std::string& address);

} // namespace portico::http::wire
