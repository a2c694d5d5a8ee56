// SPDX-License-Identifier: Apache-2.0
// Begins a session in the store and makes the token that names it: for a browser's cookie or for a program.
// Whether the password was right was asked before; how the token travels is decided after.
#pragma once

#include "settings.h"
#include "token_issuer.h"

#include <portico/exchange.hpp>
#include <portico/host.hpp>

namespace auth_cookie {

class SessionOpener {
public:
    SessionOpener(portico::Host host, portico::Sessions& sessions, const TokenIssuer& mint, const Settings& settings);

    // Each gives the token of a new session of `user`, who is as users.verify told them. Throws Error(PORTICO_DENIED) if they have
    // changed since.
    std::string forBrowser(const portico::User& user, const portico::Exchange& x);
    std::string forProgram(const portico::User& user, const portico::Exchange& x);

    // A new token for the session of `claims`, which ends at `sessionExpires`, once the old one is old enough.
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
