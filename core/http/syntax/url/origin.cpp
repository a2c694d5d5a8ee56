// SPDX-License-Identifier: Apache-2.0
// The Origin header.
#include "http/syntax/url/origin.h"

#include "http/syntax/message/header_field.h"

namespace portico::http::syntax {

std::optional<Origin> parseOrigin(std::string_view text) noexcept {
    if (text == "null") return Origin{true, {}, {}};
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view scheme = text.substr(0, colon);
    if (!equalsIgnoreCase(scheme, "http") && !equalsIgnoreCase(scheme, "https")) return std::nullopt;
    const std::optional<Host> host = parseHost(text.substr(colon + 3));
    if (!host) return std::nullopt;
    return Origin{false, scheme, *host};
}

bool isHostOf(const Origin& origin, std::string_view host) noexcept {
    const std::optional<Host> own = parseHost(host);
    return !origin.opaque && own && own->kind == origin.host.kind && isSameName(origin.host.name, own->name);
}

bool isOriginOf(const Origin& origin, std::string_view host, std::string_view scheme) noexcept {
    const std::optional<Host> own = parseHost(host);
    return isHostOf(origin, host) && equalsIgnoreCase(origin.scheme, scheme) &&
           origin.host.portFor(scheme) == own->portFor(scheme);
}

} // namespace portico::http::syntax
