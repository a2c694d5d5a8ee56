// SPDX-License-Identifier: Apache-2.0
// A request stays anonymous until token, session and user have all been found valid.
#include "resolver.h"

#include "credential.h"
#include "transport.h"

namespace auth_cookie {

using Verdict = portico::Auth::Verdict;

Resolver::Resolver(portico::Host host, const Settings& settings, const SessionCookie& cookie, VerifiedTokens& tokens,
                   LoginCache& logins, const SessionOpener& opening)
    : host_(host), settings_(settings), cookie_(cookie), tokens_(tokens), logins_(logins), opener_(opening) {}

Verdict Resolver::identify(portico::Exchange& x, portico::Auth::Identity& who) {
    const Credential credential = credentialOf(x, cookie_.name(x.secure()));
    if (credential.kind == Credential::Kind::None) return Verdict::Stranger;
    if (credential.kind == Credential::Kind::Ambiguous || !isTrusted(x, settings_.allowInsecure))
        return Verdict::Invalid;
    const auto claims = tokens_.admit(credential.token, host_.nowSeconds());
    if (!claims) return Verdict::Invalid;
    const auto login = logins_.find(claims->session, claims->subject);
    if (!login) return Verdict::Invalid;
    if (credential.kind == Credential::Kind::Cookie) renewIfDue(x, *claims, *login);
    who.user = login->user;
    who.session = claims->session;
    return Verdict::Known;
}

void Resolver::renewIfDue(portico::Exchange& x, const Claims& claims, const LoginCache::Login& login) {
    // A token that already lasts as long as its session need not be renewed.
    if (!opener_.isDue(claims) || claims.expires >= login.expires) return;
    x.addHeader("Set-Cookie", cookie_.set(opener_.renewed(claims, login.expires), x.secure()));
}

} // namespace auth_cookie
