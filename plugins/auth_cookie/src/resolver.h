// SPDX-License-Identifier: Apache-2.0
// Identifies the user of a request, for every path of the site. Finds the token in the cookie or in "Authorization: Bearer", never
// in both; nothing else looks for tokens.
#pragma once

#include "login_cache.h"
#include "session_cookie.h"
#include "session_opener.h"
#include "verified_tokens.h"

#include <portico/plugin.hpp>

#include <string>
#include <string_view>

namespace auth_cookie {

// The token of a request.
struct Credential {
    enum class Kind {
        None,      // anonymous
        Ambiguous, // sent twice or in both places: it is unclear which one is meant, so neither is used
        Cookie,
        Bearer,
    };
    Kind kind = Kind::None;
    std::string_view token{};
};

Credential credentialOf(const portico::Exchange& x, const std::string& cookieName);

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
