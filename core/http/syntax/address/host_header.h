// SPDX-License-Identifier: Apache-2.0
// Host and port as in the Host header, an absolute target and an origin (RFC 9112 section 3.2.1, RFC 3986 section 3.2.2). Only
// valid DNS names; no user, percent-encoding or zone. Resolves nothing.
#pragma once

#include "http/syntax/message/header_field.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace portico::http::syntax {

inline constexpr std::size_t mostHostBytes = 253; // the longest DNS name
inline constexpr std::size_t mostLabelBytes = 63; // between two dots

struct Host {
    enum class Kind { Name, IPv4, IPv6 };

    Kind kind = Kind::Name;
    std::string_view name;  // as sent; an IPv6 address without its brackets
    std::uint16_t port = 0; // 0: none given

    // The given port, or the default of the scheme ("http", "https"); 0 if there is neither.
    std::uint16_t portFor(std::string_view scheme) const noexcept;
};

std::optional<Host> parseHost(std::string_view text) noexcept;

// True if both are the same DNS name, ignoring case and the trailing dot of the root.
bool isSameName(std::string_view one, std::string_view other) noexcept;

// True if the name denotes the client's own machine: "localhost" and its subdomains (RFC 6761 section 6.3), and loopback
// addresses. No DNS server can assign these to another machine.
bool isLocalhost(const Host& host) noexcept;

// HTTP/1.1 requires exactly one valid Host; HTTP/1.0 allows at most one.
bool hasItsHost(std::span<const Field> fields, std::string_view version) noexcept;

} // namespace portico::http::syntax
