// SPDX-License-Identifier: Apache-2.0
// Did a page of this site send this request?
#include "http/syntax/same_origin.h"

#include "http/syntax/origin.h"

namespace portico::http::syntax {

namespace {

SameOrigin verdict(const std::optional<Origin>& from, std::string_view host, std::string_view scheme) noexcept {
    return from && isOriginOf(*from, host, scheme) ? SameOrigin::Same : SameOrigin::Cross;
}

} // namespace

SameOrigin sameOrigin(std::optional<std::string_view> secFetchSite, std::optional<std::string_view> origin,
                      std::string_view host, std::string_view scheme,
                      std::optional<std::string_view> referer) noexcept {
    // "same-site" is not enough: a sister host may be somebody else's.
    if (secFetchSite)
        return *secFetchSite == "same-origin" || *secFetchSite == "none" ? SameOrigin::Same : SameOrigin::Cross;
    if (origin) return verdict(parseOrigin(*origin), host, scheme);
    if (referer) return verdict(originOfUrl(*referer), host, scheme);
    return SameOrigin::Unknown;
}

} // namespace portico::http::syntax
