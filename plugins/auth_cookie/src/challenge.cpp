// SPDX-License-Identifier: Apache-2.0
// Only a GET request can be repeated after the login; the body of a form is lost with its request.
#include "challenge.h"

#include "paths.h"
#include "resolver.h"

namespace auth_cookie {

namespace {

constexpr std::size_t mostOfTarget = 1024; // percent-encoded at most three times as long

std::string_view reasonFor(Credential::Kind kind) {
    switch (kind) {
    case Credential::Kind::None: return "no token was sent";
    case Credential::Kind::Ambiguous: return "two tokens were sent";
    case Credential::Kind::Cookie: return "the cookie names no live session, or came over plain http";
    case Credential::Kind::Bearer: return "the bearer token names no live session, or came over plain http";
    }
    return "no token was sent";
}

} // namespace

void Challenge::sendToTheForm(portico::Exchange& x) const {
    const bool comesBack = (x.method() == "GET" || x.method() == "HEAD") && x.target().size() <= mostOfTarget;
    if (lost_.isDuplicated(x)) return x.redirect(CookieDiagnosis::duplicateUrl(comesBack ? x.target() : "/"));
    x.redirect(std::string(loginPath) + (comesBack ? "?next=" + percentEncoded(x.target()) : std::string()));
}

void Challenge::answer(portico::Exchange& x) const {
    if (x.navigation()) return sendToTheForm(x);
    const Credential credential = credentialOf(x, cookie_.name(x.secure()));
    std::string scheme = "Bearer realm=\"" + realm_ + '"';
    if (credential.kind != Credential::Kind::None) scheme += ", error=\"invalid_token\"";
    x.setHeader("WWW-Authenticate", scheme);
    x.fail(401, reasonFor(credential.kind));
}

} // namespace auth_cookie
