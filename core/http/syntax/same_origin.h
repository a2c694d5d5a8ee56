// SPDX-License-Identifier: Apache-2.0
// Did a page of this site send this request? The first guard against request forgery, as a pure function of headers. It does not
// look at the method, and knows no tokens: the step admit and the CSRF token do. A header that is there and says nothing good
// is cross-site: an error is never "yes".
#pragma once

#include <optional>
#include <string_view>

namespace portico::http::syntax {

enum class SameOrigin {
    Same,    // the browser vouches for it
    Cross,   // another site, or nobody can say: "null", malformed
    Unknown, // no browser header at all: a program, or a browser older than both headers
};

// In this order: Sec-Fetch-Site alone if there is one ("same-origin", or "none" for what a person typed), else Origin, else
// Referer. `host` as in the Host header; `scheme` is "http" or "https".
SameOrigin sameOrigin(std::optional<std::string_view> secFetchSite, std::optional<std::string_view> origin,
                      std::string_view host, std::string_view scheme,
                      std::optional<std::string_view> referer = std::nullopt) noexcept;

} // namespace portico::http::syntax
