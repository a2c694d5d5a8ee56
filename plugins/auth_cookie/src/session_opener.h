// SPDX-License-Identifier: Apache-2.0
// Begins a session in the store and issues the token that names it, for a browser's cookie or for a program. The caller has
// already verified the password and decides how to deliver the token.
#pragma once

#include "settings.h"
#include "token.h"

#include <portico/exchange.hpp>
#include <portico/host.hpp>

namespace auth_cookie {

class SessionOpener {
public:
    SessionOpener(portico::Host host, portico::Sessions& sessions, const TokenIssuer& mint, const Settings& settings);

    // Each returns the token of a new session of `user`, as users.verify returned it. Throws Error(PORTICO_DENIED) if the user
    // has changed since then.
    std::string forBrowser(const portico::User& user, const portico::Exchange& x);
    std::string forProgram(const portico::User& user, const portico::Exchange& x);

    // A new token for the session of `claims`, which ends at `sessionExpires`, if the old token is old enough.
    bool isDue(const Claims& claims) const;
    std::string renewed(const Claims& claims, std::int64_t sessionExpires) const;

private:
    struct Terms {
        std::string_view kind;
        std::int64_t idle, most, tokenLife;
    };
    std::string open(const portico::User& user, const portico::Exchange& x, const Terms& terms);
    std::int64_t browserTokenLife() const { return settings_.sessionIdle + renewAfter(); }
    std::int64_t renewAfter() const { return settings_.sessionIdle / 8; }

    portico::Host host_;
    portico::Sessions& sessions_;
    const TokenIssuer& issuer_;
    const Settings& settings_;
};

} // namespace auth_cookie
