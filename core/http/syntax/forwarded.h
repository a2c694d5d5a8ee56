// SPDX-License-Identifier: Apache-2.0
// Who is the client behind trusted proxies? Read from the right, where the peer wrote: every proxy adds what it saw behind what it was
// given, so that a client can write whatever it likes in front and is not believed. Only the headers of the one style that the caller
// chose count: a proxy that writes one of them passes the other on as the client sent it.
#pragma once

#include "http/syntax/address_range.h"
#include "http/syntax/header_field.h"

#include <span>

namespace portico::http::syntax {

enum class ForwardedStyle {
    Forwarded,  // RFC 7239
    XForwarded, // X-Forwarded-For, -Proto and -Host
};

struct ForwardedClient {
    std::string address;   // canonical; as the peer's was given if no proxy said anything
    bool named = true;     // false: a trusted proxy has a client, or may have one, and does not say who it is
    bool loopback = false; // it and every proxy on the way to us have addresses of the loopback: it is on this machine
    std::string_view scheme{}; // "http", "https", or empty: not said
    std::string_view host{};   // as for a Host header, or empty: not said
};

inline constexpr std::size_t mostForwardedHops = 16;

// Instead of a peer's address: it came over a Unix socket, and the caller knows that those are trusted.
inline constexpr std::string_view trustedSocket = "unix, trusted";

// The address of a client that a trusted proxy hides, or that cannot be read.
inline constexpr std::string_view unknownClient = "unknown";

// Walks over proxies that are trusted to the first address that is not. An element that is malformed, or hides the address ("unknown",
// "_x", or nothing in X-Forwarded-For), ends the walk: the client is unknown. Scheme and host are what the outermost of the trusted proxies said; of
// X-Forwarded-Proto and -Host, which many proxies do not lengthen, the value at its place from the right or the leftmost.
ForwardedClient clientOf(std::string_view peer, std::span<const AddressRange> trusted, ForwardedStyle style,
                         std::span<const Field> fields);

// The first header by which proxies say that they forward for somebody, whatever is in it: Forwarded, X-Forwarded-..., X-Real-IP, Via
// and more. Empty: none. A client that has one did not connect by itself, or wants us to think so.
std::string_view forwardingField(std::span<const Field> fields) noexcept;

} // namespace portico::http::syntax
