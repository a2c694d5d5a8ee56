// SPDX-License-Identifier: Apache-2.0
// The header with which a proxy names its client at the beginning of a connection (HAProxy's PROXY protocol, versions 1 and 2).
// Parsed only on listeners that require it: where it is optional, any client can write one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace portico::http::syntax {

struct ProxyHeader {
    enum class State { NeedMore, Bad, Ok };

    State state = State::NeedMore;
    std::string_view reason{}; // Bad: for the log
    std::size_t consumed = 0;  // Ok: the client's bytes begin after it
    bool local = false;        // Ok: the proxy itself is the client, for a health check
    bool unknown = false;      // Ok: there is a client, but its address is not given (UNKNOWN, other families)
    std::string source{};      // the client's address
    std::uint16_t port = 0;    // and port
    bool tls = false;          // the client spoke TLS to the proxy (version 2)
};

inline constexpr std::size_t mostProxyHeaderV1Bytes = 107;
// The addresses need 52 bytes; the rest is additional information from proxies.
inline constexpr std::size_t mostProxyHeaderV2Bytes = 4096;

// `input` begins with the first byte of the connection. mostProxyHeaderV2Bytes are always enough.
ProxyHeader parseProxyHeader(std::string_view input);

} // namespace portico::http::syntax
