// SPDX-License-Identifier: Apache-2.0
// An IP address, stored in IPv6 form.
#include "http/syntax/address/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>

namespace portico::http::syntax {

namespace {

constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

} // namespace

bool IpAddress::isV4() const noexcept { return std::equal(mapped.begin(), mapped.end(), bytes.begin()); }

bool IpAddress::isLoopback() const noexcept {
    if (isV4()) return bytes[mapped.size()] == 127;
    return bytes.back() == 1 &&
           std::all_of(bytes.begin(), bytes.end() - 1, [](unsigned char byte) { return byte == 0; });
}

bool IpAddress::isPrivate() const noexcept {
    if (!isV4()) return (bytes.front() & 0xfe) == 0xfc;
    const unsigned char first = bytes[mapped.size()], second = bytes[mapped.size() + 1];
    return first == 10 || (first == 172 && (second & 0xf0) == 16) || (first == 192 && second == 168);
}

std::string IpAddress::text() const {
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (isV4())
        ::inet_ntop(AF_INET, bytes.data() + mapped.size(), out.data(), out.size());
    else
        ::inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
    return out.data();
}

std::optional<IpAddress> parseIpAddress(std::string_view text) noexcept {
    std::array<char, INET6_ADDRSTRLEN> terminated{};
    if (text.size() >= terminated.size() || text.find('\0') != std::string_view::npos) return std::nullopt;
    text.copy(terminated.data(), text.size());
    std::array<char, 16> bytes{};
    const bool v6 = text.find(':') != std::string_view::npos;
    if (::inet_pton(v6 ? AF_INET6 : AF_INET, terminated.data(), bytes.data()) != 1) return std::nullopt;
    return ipAddressOf({bytes.data(), v6 ? std::size_t{16} : std::size_t{4}});
}

IpAddress ipAddressOf(std::string_view bytes) noexcept {
    IpAddress address;
    auto to = address.bytes.begin();
    if (bytes.size() == 4) to = std::copy(mapped.begin(), mapped.end(), to);
    std::transform(bytes.begin(), bytes.end(), to, [](char byte) { return static_cast<unsigned char>(byte); });
    return address;
}

} // namespace portico::http::syntax
