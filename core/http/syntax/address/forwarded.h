// SPDX-License-Identifier: Apache-2.0
// Finds the client behind trusted proxies. Headers are read from the right, because each proxy appends what it saw: what a client
// writes in front is not trusted. Only the header style chosen by the caller counts, because a proxy that writes one style passes
// the other on as the client sent it.
#pragma once

#include "http/syntax/address/address_range.h"
#include "http/syntax/message/header_field.h"

#include <span>

namespace portico::http::syntax {

enum class ForwardedStyle {
    Forwarded,  // RFC 7239
    XForwarded, // X-Forwarded-For, -Proto and -Host
};

struct ForwardedClient {
    std::string address;       // canonical; the peer's as given if no proxy named a client
    bool named = true;         // false: a trusted proxy may have a client but does not name it
    bool loopback = false;     // the client and every proxy have loopback addresses: the client is on this machine
    std::string_view scheme{}; // "http", "https", or empty if not given
    std::string_view host{};   // as in a Host header, or empty if not given
};

inline constexpr std::size_t mostForwardedHops = 16;

// Used as a peer address: it connected over a Unix socket, which the caller trusts.
inline constexpr std::string_view trustedSocket = "unix, trusted";

// The address of a client that a trusted proxy hides, or that is unreadable.
inline constexpr std::string_view unknownClient = "unknown";

// Follows trusted proxies to the first address that is not trusted. If an element is malformed or hides the address ("unknown",
// "_x", or nothing in X-Forwarded-For), the client is unknown. Scheme and host are those given by the outermost trusted proxy;
// for X-Forwarded-Proto and -Host, to which many proxies do not append, the value at the same place from the right or the
// leftmost one.
ForwardedClient clientOf(std::string_view peer, std::span<const AddressRange> trusted, ForwardedStyle style,
                         std::span<const Field> fields);

// The first header by which proxies forward a request, whatever its value: Forwarded, X-Forwarded-..., X-Real-IP, Via and others.
// Empty if there is none. With such a header, either the client did not connect directly, or the header is forged.
std::string_view forwardingField(std::span<const Field> fields) noexcept;

} // namespace portico::http::syntax
