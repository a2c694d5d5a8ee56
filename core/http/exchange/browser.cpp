// SPDX-License-Identifier: Apache-2.0
// Was a browser made to send this?
#include "http/exchange/browser.h"

namespace portico::http {

namespace {

// Every browser's name begins so, for the sake of servers that asked for Netscape's.
bool hasBrowserUserAgent(const Exchange& x) noexcept {
    const std::string_view agent = x.header("User-Agent").value_or("");
    return agent.starts_with("Mozilla/") || agent.starts_with("Opera/");
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
