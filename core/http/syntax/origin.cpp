// SPDX-License-Identifier: Apache-2.0
// The Origin header.
#include "http/syntax/origin.h"

#include "http/syntax/header_field.h"

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

std::optional<Origin> originOfUrl(std::string_view url) noexcept {
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos) return std::nullopt;
    return parseOrigin(url.substr(0, url.find_first_of("/?#", colon + 3)));
}

bool isOriginOf(const Origin& origin, std::string_view host, std::string_view scheme) noexcept {
    const std::optional<Host> own = parseHost(host);
    return !origin.opaque && own && equalsIgnoreCase(origin.scheme, scheme) && own->kind == origin.host.kind &&
           equalsIgnoreCase(origin.host.name, own->name) && origin.host.portFor(scheme) == own->portFor(scheme);
}

} // namespace portico::http::syntax
