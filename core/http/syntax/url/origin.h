// SPDX-License-Identifier: Apache-2.0
// The Origin header (RFC 6454 section 7): one scheme://host[:port], or "null". same_origin decides what is trusted.
#pragma once

#include "http/syntax/address/host_header.h"

namespace portico::http::syntax {

struct Origin {
    bool opaque = false;     // "null": a page without an origin of its own
    std::string_view scheme; // "http" or "https", as sent
    Host host;
};

// Nothing for other schemes, a path, a list, or anything else that browsers do not send.
std::optional<Origin> parseOrigin(std::string_view text) noexcept;

// Same name or address, regardless of scheme and port.
bool isHostOf(const Origin& origin, std::string_view host) noexcept;

// Same scheme, host and port. `host` as in the Host header. An opaque origin matches none.
bool isOriginOf(const Origin& origin, std::string_view host, std::string_view scheme) noexcept;

} // namespace portico::http::syntax
