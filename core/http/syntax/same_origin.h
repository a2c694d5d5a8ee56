// SPDX-License-Identifier: Apache-2.0
// Did a page of this site send this request? A pure function of headers that only browsers set. It does not look at the method, and
// knows no tokens: the steps admit and guard do. A header that is there and says nothing good means Foreign: an error is never "yes".
#pragma once

#include <optional>
#include <string_view>

namespace portico::http::syntax {

enum class SameOrigin {
    Same,    // a page of this site, as the browser says
    Foreign, // a page of another site, or nobody can say: "same-site", "null", malformed, a contradiction
    Unknown, // the browser does not say: it is older than both headers, or no page made the request (Sec-Fetch-Site: none)
};

// What this server knows of its own origin. `host` and `asked` as in a Host header.
struct OwnOrigin {
    std::string_view host;   // of the site's public address
    std::string_view scheme; // "http" or "https"
    std::string_view asked;  // the host that this request asked for: another name of the same site perhaps
    // How `asked` was asked for, if the administrator names it as one of this site: an origin of ours as well. Empty: not so.
    std::string_view askedScheme{};
};

// Sec-Fetch-Site first, then Origin.
// "none" is a bookmark or a typed address, but also a link in a mail: it is judged as if the header were missing.
// With "same-origin", Origin must name one of our hosts; scheme and port may differ, because a proxy in front can change what this
// server sees of them.
SameOrigin sameOrigin(std::optional<std::string_view> secFetchSite, std::optional<std::string_view> origin,
                      const OwnOrigin& own) noexcept;

} // namespace portico::http::syntax
