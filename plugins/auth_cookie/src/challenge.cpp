// SPDX-License-Identifier: Apache-2.0
// Only what was asked for with GET can be come back to; a form that was sent is gone with its request.
#include "challenge.h"

#include "credential.h"
#include "paths.h"

namespace auth_cookie {

namespace {

constexpr std::size_t mostOfTarget = 1024; // encoded it is at most three times as long

std::string percentEncoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view plain = "-._~/";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || plain.find(c) != std::string_view::npos)
            out += c;
        else
            out.append({'%', digits[byte >> 4U], digits[byte & 15U]});
    }
    return out;
}

} // namespace

void Challenge::answer(portico::Exchange& x) const {
    if (x.navigation()) {
        std::string place(loginPath);
        const bool comesBack = (x.method() == "GET" || x.method() == "HEAD") && x.target().size() <= mostOfTarget;
        if (comesBack) place += "?next=" + percentEncoded(x.target());
        return x.redirect(place);
    }
    const bool sent = credentialOf(x, cookie_.name(x.secure())).kind != Credential::Kind::None;
    std::string scheme = "Bearer realm=\"" + realm_ + '"';
    if (sent) scheme += ", error=\"invalid_token\"";
    x.setHeader("WWW-Authenticate", scheme);
    x.fail(401, sent ? "the token sent is not valid" : "no token was sent");
}

} // namespace auth_cookie
