// SPDX-License-Identifier: Apache-2.0
// Identifies the user of a request, for every path of the site, whether the token came in a cookie or a header.
#pragma once

#include "login_cache.h"
#include "session_cookie.h"
#include "session_opener.h"
#include "verified_tokens.h"

#include <portico/plugin.hpp>

namespace auth_cookie {

class Resolver {
public:
    Resolver(portico::Host host, const Settings& settings, const SessionCookie& cookie, VerifiedTokens& tokens,
             LoginCache& logins, const SessionOpener& opening);

    portico::Auth::Verdict identify(portico::Exchange& x, portico::Auth::Identity& who);

private:
    void renewIfDue(portico::Exchange& x, const Claims& claims, const LoginCache::Login& login);

    portico::Host host_;
    const Settings& settings_;
    const SessionCookie& cookie_;
    VerifiedTokens& tokens_;
    LoginCache& logins_;
    const SessionOpener& opener_;
};

} // namespace auth_cookie
