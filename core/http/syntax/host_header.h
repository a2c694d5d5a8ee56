// SPDX-License-Identifier: Apache-2.0
// Host and port as they stand in the Host header, in an absolute target and in an origin (RFC 9112 section 3.2.1, RFC 3986
// section 3.2.2). Only names that DNS can have; no user, no percent-encoding, no zone. Looks nothing up.
#pragma once

#include "http/syntax/header_field.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace portico::http::syntax {

inline constexpr std::size_t mostHostBytes = 253; // the longest name that DNS has
inline constexpr std::size_t mostLabelBytes = 63; // between two dots

struct Host {
    enum class Kind { Name, IPv4, IPv6 };

    Kind kind = Kind::Name;
    std::string_view name;  // as sent; an IPv6 address without its brackets
    std::uint16_t port = 0; // 0: none given

    // The port given, or that of the scheme ("http", "https"); 0 if neither says one.
    std::uint16_t portFor(std::string_view scheme) const noexcept;
};

std::optional<Host> parseHost(std::string_view text) noexcept;

// The same name in DNS? Case does not count, nor does the dot of the root at the end.
bool isSameName(std::string_view one, std::string_view other) noexcept;

// Does it name the machine that asks? "localhost" and names below it (RFC 6761 section 6.3), and addresses of the loopback. No
// server of names can give these to somebody else.
bool isLocalhost(const Host& host) noexcept;

// HTTP/1.1 has a good Host exactly once; HTTP/1.0 at most once.
bool hasItsHost(std::span<const Field> fields, std::string_view version) noexcept;

} // namespace portico::http::syntax
