// SPDX-License-Identifier: Apache-2.0
// The client at the other end of a connection.
#include "http/wire/listen/peer.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/in.h>

namespace portico::http::wire {

namespace {

std::string textOf(int family, const void* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    return ::inet_ntop(family, address, text.data(), text.size()) != nullptr ? text.data() : "";
}

Peer ofIpv4(const in_addr& address) { return {textOf(AF_INET, &address), (ntohl(address.s_addr) >> 24) == 127, false}; }

Peer ofIpv6(const in6_addr& address) {
    if (IN6_IS_ADDR_V4MAPPED(&address)) {
        in_addr inner{};
        std::memcpy(&inner, address.s6_addr + 12, sizeof inner);
        return ofIpv4(inner);
    }
    return {textOf(AF_INET6, &address), IN6_IS_ADDR_LOOPBACK(&address) != 0, false};
}

Peer withPort(Peer peer, in_port_t port) {
    peer.port = ntohs(port);
    return peer;
}

} // namespace

Peer peerOf(const sockaddr_storage& address) {
    if (address.ss_family == AF_INET) {
        sockaddr_in in{};
        std::memcpy(&in, &address, sizeof in);
        return withPort(ofIpv4(in.sin_addr), in.sin_port);
    }
    if (address.ss_family == AF_INET6) {
        sockaddr_in6 in{};
        std::memcpy(&in, &address, sizeof in);
        return withPort(ofIpv6(in.sin6_addr), in.sin6_port);
    }
    return {"unix", false, false};
}

Peer peerNamed(const std::string& address) {
    in_addr four{};
    in6_addr six{};
    if (::inet_pton(AF_INET, address.c_str(), &four) == 1) return ofIpv4(four);
    if (::inet_pton(AF_INET6, address.c_str(), &six) == 1) return ofIpv6(six);
    return {address, false, false};
}

std::string shareOf(const std::string& address) {
    constexpr std::size_t networkBytes = 8;
    in6_addr six{};
    if (::inet_pton(AF_INET6, address.c_str(), &six) != 1) return address;
    std::memset(six.s6_addr + networkBytes, 0, sizeof six - networkBytes);
    return textOf(AF_INET6, &six) + "/64";
}

} // namespace portico::http::wire
