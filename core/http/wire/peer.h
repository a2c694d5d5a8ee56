// SPDX-License-Identifier: Apache-2.0
// Who is at the other end of a connection: the address of its socket, or the one that a trusted proxy names in front of it.
#pragma once

#include <string>
#include <sys/socket.h>

namespace portico::http::wire {

struct Peer {
    std::string
        address; // "192.0.2.7", "2001:db8::1", without a port; "unix" for a Unix socket; "unknown": a proxy does not say
    bool loopback =
        false; // known to be on this machine: it came to an address of the loopback, and no proxy stands between
    bool secure = false;  // a trusted proxy says that its client came over TLS
    bool proxied = false; // a PROXY header stood in front of what it sent
};

// Is the other end of its connection on this machine? A client of an address of the loopback, or of a Unix socket, which is there for
// proxies, so that its client may be anywhere.
inline bool isHere(const Peer& peer) noexcept { return peer.loopback || peer.address == "unix"; }

// An IPv4 address that is written as an IPv6 one (RFC 4291 section 2.5.5.2) is given as the IPv4 address that it is.
Peer peerOf(const sockaddr_storage& address);
Peer peerNamed(const std::string& address);

// What belongs to one customer of a network, as a rule: an IPv4 address, or the /64 around an IPv6 one ("2001:db8:0:1::/64"), of which
// a single machine may use every address. Anything else as it is.
std::string shareOf(const std::string& address);

} // namespace portico::http::wire
