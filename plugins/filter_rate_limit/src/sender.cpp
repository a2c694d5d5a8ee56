// SPDX-License-Identifier: Apache-2.0
#include "sender.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace filter_rate_limit {

std::string senderOf(std::string_view peer) {
    const std::string text(peer);
    in6_addr address{};
    if (::inet_pton(AF_INET6, text.c_str(), &address) != 1) return text;
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (IN6_IS_ADDR_V4MAPPED(&address))
        return ::inet_ntop(AF_INET, &address.s6_addr[12], out.data(), out.size()) != nullptr ? out.data() : text;
    std::fill(std::begin(address.s6_addr) + 8, std::end(address.s6_addr), std::uint8_t{0});
    return ::inet_ntop(AF_INET6, &address, out.data(), out.size()) != nullptr ? std::string(out.data()) + "/64" : text;
}

char kindOf(std::string_view sender) noexcept { return sender.find(':') == std::string_view::npos ? 'a' : 'n'; }

} // namespace filter_rate_limit
