// SPDX-License-Identifier: Apache-2.0
// Did a page of this site send this request?
#include "http/syntax/url/same_origin.h"

#include "http/syntax/url/origin.h"

namespace portico::http::syntax {

namespace {

SameOrigin verdict(bool same) noexcept { return same ? SameOrigin::Same : SameOrigin::Foreign; }

bool isOurs(const std::optional<Origin>& origin, const OwnOrigin& own) noexcept {
    if (!origin) return false;
    return isOriginOf(*origin, own.host, own.scheme) ||
           (!own.askedScheme.empty() && isOriginOf(*origin, own.asked, own.askedScheme));
}

// "null" is sent by pages with "Referrer-Policy: no-referrer", even to their own site.
bool contradicts(std::string_view text, const OwnOrigin& own) noexcept {
    const std::optional<Origin> origin = parseOrigin(text);
    return !origin || (!origin->opaque && !isHostOf(*origin, own.host) && !isHostOf(*origin, own.asked));
}

} // namespace

SameOrigin sameOrigin(std::optional<std::string_view> secFetchSite, std::optional<std::string_view> origin,
                      const OwnOrigin& own) noexcept {
    if (secFetchSite == "same-origin") return verdict(!origin || !contradicts(*origin, own));
    // "same-site" is not enough: a sibling host may belong to somebody else.
    if (secFetchSite && secFetchSite != "none") return SameOrigin::Foreign;
    return origin ? verdict(isOurs(parseOrigin(*origin), own)) : SameOrigin::Unknown;
}

} // namespace portico::http::syntax
