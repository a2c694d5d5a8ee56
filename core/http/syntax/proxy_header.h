// SPDX-License-Identifier: Apache-2.0
// What a proxy says about its client in front of the first byte of a connection (HAProxy's PROXY protocol, versions 1 and 2). Asked only
// of listeners where it must be spoken: where it may be left out, anybody can write one.
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
    std::size_t consumed = 0;  // Ok: behind it begins what the client sent
    bool local = false;        // Ok: the proxy itself is the client, for a health check
    bool unknown = false;      // Ok: there is a client, and nothing is said of it (UNKNOWN, other families)
    std::string source{};      // the client's address
    std::uint16_t port = 0;    // and port
    bool tls = false;          // the client spoke TLS to the proxy (version 2)
};

inline constexpr std::size_t mostProxyHeaderV1Bytes = 107;
inline constexpr std::size_t mostProxyHeaderV2Bytes =
    4096; // the addresses need 52 bytes; the rest is what proxies add about them

// `input` begins with the connection's first byte. Never more than mostProxyHeaderV2Bytes are needed.
ProxyHeader parseProxyHeader(std::string_view input);

} // namespace portico::http::syntax
