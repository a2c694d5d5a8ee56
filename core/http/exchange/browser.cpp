// SPDX-License-Identifier: Apache-2.0
// Detection of requests that a web page may have caused.
#include "http/exchange/browser.h"

#include <algorithm>
#include <array>

namespace portico::http {

namespace {

// Most begin like Netscape's, for old servers that required it; the others are text browsers and browsers that use their own
// name.
constexpr auto browsers =
    std::to_array<std::string_view>({"Mozilla/", "Opera/", "Lynx/", "w3m/", "Links (", "Links/", "ELinks", "NetSurf/",
                                     "Dillo/", "edbrowse/", "retawq/", "NCSA_Mosaic/"});

bool hasBrowserUserAgent(const Exchange& x) noexcept {
    const std::string_view agent = x.header("User-Agent").value_or("");
    return std::ranges::any_of(browsers, [&](std::string_view name) { return agent.starts_with(name); });
}

} // namespace

bool hasOnlyBearerToken(const Exchange& x) noexcept {
    const std::string_view authorization = x.header("Authorization").value_or("");
    return !x.header("Cookie") && syntax::equalsIgnoreCase(authorization.substr(0, 7), "Bearer ");
}

bool looksLikeBrowser(const Exchange& x) noexcept {
    return !hasOnlyBearerToken(x) && (x.header("Cookie") || x.header("Sec-Fetch-Site") || hasBrowserUserAgent(x));
}

} // namespace portico::http
