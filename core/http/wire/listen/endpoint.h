// SPDX-License-Identifier: Apache-2.0
// What all connections of one listener have in common.
#pragma once

#include "http/syntax/address/address_range.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace portico::http::wire {

class CurrentTls;

// Which peers are trusted proxies, and how they name the client (server.trusted_proxies, server.proxy_header).
enum class ProxyHeader { None, Forwarded, XForwarded, ProxyProtocol };

struct TrustedProxies {
    std::vector<syntax::AddressRange> ranges;
    bool unixSockets = false; // "unix" is in the list
    ProxyHeader header = ProxyHeader::XForwarded;

    bool trusts(const std::string& address) const {
        if (address == "unix") return unixSockets;
        return std::any_of(ranges.begin(), ranges.end(),
                           [&](const syntax::AddressRange& range) { return range.contains(address); });
    }
};

struct Endpoint {
    std::shared_ptr<const CurrentTls> tls{};
    std::uint16_t httpsPort = 0; // for clients without TLS: a port with TLS; 0: none
    std::shared_ptr<const TrustedProxies> proxies{};
    bool localNamesOnly =
        false; // only clients on this machine reach it, so any other name in Host indicates DNS rebinding
};

} // namespace portico::http::wire
