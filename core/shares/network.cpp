// SPDX-License-Identifier: Apache-2.0
// The network of a client.
#include "shares/network.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/in.h>

namespace portico::shares {

namespace {

constexpr std::size_t bytesOfIpv4 = 3, bytesOfIpv6 = 8;

std::uint64_t bitsOf(const void* bytes, std::size_t count) noexcept {
    std::uint64_t bits = 0;
    std::memcpy(&bits, bytes, count);
    return bits;
}

} // namespace

Network Network::of(std::string_view address) noexcept {
    if (address == "unix") return {Kind::unixSocket, 0};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.size() >= text.size()) return {};
    std::copy(address.begin(), address.end(), text.begin());
    in_addr four{};
    in6_addr six{};
    if (::inet_pton(AF_INET, text.data(), &four) == 1) return {Kind::ipv4, bitsOf(&four, bytesOfIpv4)};
    if (::inet_pton(AF_INET6, text.data(), &six) != 1) return {};
    if (IN6_IS_ADDR_V4MAPPED(&six)) return {Kind::ipv4, bitsOf(six.s6_addr + 12, bytesOfIpv4)};
    return {Kind::ipv6, bitsOf(&six, bytesOfIpv6)};
}

std::string Network::text() const {
    if (kind_ == Kind::unknown) return "unknown";
    if (kind_ == Kind::unixSocket) return "unix";
    const bool isFour = kind_ == Kind::ipv4;
    std::array<unsigned char, sizeof(in6_addr)> address{};
    std::memcpy(address.data(), &bits_, isFour ? bytesOfIpv4 : bytesOfIpv6);
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(isFour ? AF_INET : AF_INET6, address.data(), text.data(), text.size());
    return std::string(text.data()) + (isFour ? "/24" : "/64");
}

} // namespace portico::shares
