// SPDX-License-Identifier: Apache-2.0
// A request stays anonymous until token, session and user have all been found valid. Schemes other than Bearer are ignored: a proxy
// in front may use Basic for itself. So are API keys, for which another plugin may be responsible.
#include "resolver.h"

#include <algorithm>

namespace auth_cookie {

namespace {

std::optional<std::string_view> bearerToken(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer";
    const std::string_view word = authorization.substr(0, authorization.find(' '));
    const bool same =
        word.size() == scheme.size() && std::equal(word.begin(), word.end(), scheme.begin(),
                                                   [](char a, char b) { return a == b || a == b - 'a' + 'A'; });
    if (!same) return std::nullopt;
    // 1*SP between scheme and token (RFC 9110, 11.4).
    const std::string_view token =
        authorization.substr(std::min(authorization.find_first_not_of(' ', word.size()), authorization.size()));
    constexpr std::string_view apiKey = "pk_"; // a token begins with the base64url of {"
    return token.substr(0, apiKey.size()) == apiKey ? std::nullopt : std::optional(token);
}

} // namespace

Credential credentialOf(const portico::Exchange& x, const std::string& cookieName) {
    const auto cookie = x.cookie(cookieName);
    const auto authorization = x.header("Authorization");
    const auto bearer = authorization ? bearerToken(*authorization) : std::nullopt;
    if ((cookie && x.cookie(cookieName, 1)) || (authorization && x.header("Authorization", 1)) || (cookie && bearer))
        return {Credential::Kind::Ambiguous, {}};
    if (cookie) return {Credential::Kind::Cookie, *cookie};
    if (bearer) return {Credential::Kind::Bearer, *bearer};
    return {};
}

using Verdict = portico::Auth::Verdict;

Resolver::Resolver(portico::Host host, const Settings& settings, const SessionCookie& cookie, VerifiedTokens& tokens,
                   LoginCache& logins, const SessionOpener& opening)
    : host_(host), settings_(settings), cookie_(cookie), tokens_(tokens), logins_(logins), opener_(opening) {}

Verdict Resolver::identify(portico::Exchange& x, portico::Auth::Identity& who) {
    const Credential credential = credentialOf(x, cookie_.name(x.secure()));
    if (credential.kind == Credential::Kind::None) return Verdict::Stranger;
    if (credential.kind == Credential::Kind::Ambiguous || !settings_.trust(x)) return Verdict::Invalid;
    const auto claims = tokens_.admit(credential.token, host_.nowSeconds());
    if (!claims) return Verdict::Invalid;
    const auto login = logins_.find(claims->session, claims->subject);
    if (!login) return Verdict::Invalid;
    if (credential.kind == Credential::Kind::Cookie) renewIfDue(x, *claims, *login);
    who.user = login->user;
    who.user.scheme = credential.kind == Credential::Kind::Cookie ? "cookie" : "bearer";
    who.session = claims->session;
    return Verdict::Known;
}

void Resolver::renewIfDue(portico::Exchange& x, const Claims& claims, const LoginCache::Login& login) {
    // A token that already lasts as long as its session need not be renewed.
    if (!opener_.isDue(claims) || claims.expires >= login.expires) return;
    x.addHeader("Set-Cookie", cookie_.set(opener_.renewed(claims, login.expires), x.secure()));
}

} // namespace auth_cookie
