// SPDX-License-Identifier: Apache-2.0
// All components that exist between start and stop, constructed once, in order: each uses only those declared above it.
#pragma once

#include "challenge.h"
#include "login.h"
#include "logout.h"
#include "resolver.h"
#include "token_endpoint.h"

#include <algorithm>

namespace auth_cookie {

struct Components {
    Components(portico::Host host, const Settings& settings, const std::string& key)
        : users(host.users()),
          sessions(host.sessions()),
          cookie(settings.cookieName),
          terms{settings.issuer, settings.audience, settings.clockSkew},
          mint(key, terms),
          tokens(TokenVerifier(key, terms)),
          // Often enough that no session ends while it is in use, but at most once a minute.
          logins(host, users, sessions, std::min<std::int64_t>(60, settings.sessionIdle / 4)),
          opening(host, sessions, mint, settings),
          resolver(host, settings, cookie, tokens, logins, opening),
          log(host, users),
          lost(cookie),
          login(settings, cookie, users, logins, opening, log, lost),
          logout(cookie, logins, log, lost),
          endpoint(settings, users, opening, log),
          challenge(cookie, lost, settings.realm) {}

    portico::UsersProvider users;
    portico::SessionsProvider sessions;
    SessionCookie cookie;
    TokenTerms terms;
    TokenIssuer mint;
    VerifiedTokens tokens;
    LoginCache logins;
    SessionOpener opening;
    Resolver resolver;
    LoginLog log;
    CookieDiagnosis lost;
    Login login;
    Logout logout;
    TokenEndpoint endpoint;
    Challenge challenge;
};

} // namespace auth_cookie
