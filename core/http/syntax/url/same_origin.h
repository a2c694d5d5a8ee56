// SPDX-License-Identifier: Apache-2.0
// Whether a page of this site sent the request. A pure function of headers that only browsers set. It checks neither the method
// nor tokens: the steps admit and guard do. An invalid or unexpected header means Foreign: an error never means Same.
#pragma once

#include <optional>
#include <string_view>

namespace portico::http::syntax {

enum class SameOrigin {
    Same,    // a page of this site, according to the browser
    Foreign, // a page of another site, or undecidable: "same-site", "null", malformed or contradictory headers
    Unknown, // the browser sends neither header because it is old, or no page caused the request (Sec-Fetch-Site: none)
};

// The origins of this site. `host` and `asked` as in a Host header.
struct OwnOrigin {
    std::string_view host;   // the site's public address
    std::string_view scheme; // "http" or "https"
    std::string_view asked;  // the host in this request, which may be another name of the site
    // The scheme of the request, if the administrator names `asked` as a host of this site; it is then an origin of the site,
    // too. Otherwise empty.
    std::string_view askedScheme{};
};

// Checks Sec-Fetch-Site first, then Origin. "none" means a bookmark or a typed address, but also a link in a mail: it is treated
// like a missing header. With "same-origin", Origin must name a host of this site; scheme and port may differ, because a proxy
// may change what this server sees of them.
SameOrigin sameOrigin(std::optional<std::string_view> secFetchSite, std::optional<std::string_view> origin,
                      const OwnOrigin& own) noexcept;

} // namespace portico::http::syntax
