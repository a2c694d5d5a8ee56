// SPDX-License-Identifier: Apache-2.0
// The security headers of every answer.
#include "http/exchange/security_headers.h"

#include "http/syntax/message/header_field.h"

#include <algorithm>
#include <array>
#include <utility>

namespace portico::http {

namespace {

using Header = std::pair<std::string_view, std::string_view>;

constexpr std::array<Header, 7> securityHeaderDefaults = {{
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self'; "
     "media-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src "
     "'none'"},
    {"X-Content-Type-Options", "nosniff"},
    // Not no-referrer: browsers would then send "Origin: null" with the site's own forms.
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
}};

void addUnlessSet(std::string& out, const Answer& answer, const Header& header) {
    if (!answer.has(header.first)) out.append(header.first).append(": ").append(header.second).append("\r\n");
}

} // namespace

std::string_view securityHeaderDefault(std::string_view name) noexcept {
    const auto* const found = std::ranges::find_if(
        securityHeaderDefaults, [&](const Header& header) { return syntax::equalsIgnoreCase(header.first, name); });
    return found == securityHeaderDefaults.end() ? std::string_view() : found->second;
}

void securityHeaders(std::string& out, const Answer& answer, std::string_view hsts) {
    for (const Header& header : securityHeaderDefaults) addUnlessSet(out, answer, header);
    if (!hsts.empty()) addUnlessSet(out, answer, {"Strict-Transport-Security", hsts});
}

} // namespace portico::http
