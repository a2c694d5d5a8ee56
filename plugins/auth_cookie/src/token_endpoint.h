// SPDX-License-Identifier: Apache-2.0
// POST /token: exchanges name and password for a bearer token, OAuth 2.0's password grant with the bodies of RFC 6749 §5. It sets
// and trusts no cookie, so another site gains nothing by sending its form. No scopes are defined: requested ones are not granted.
#pragma once

#include "login_form.h"
#include "login_log.h"
#include "session_opener.h"

namespace auth_cookie {

class TokenEndpoint {
public:
    TokenEndpoint(const Settings& settings, portico::Users& users, SessionOpener& opening, const LoginLog& log)
        : settings_(settings), users_(users), opener_(opening), log_(log) {}

    void submit(portico::Exchange& x);

private:
    void grant(portico::Exchange& x, const LoginForm& form, std::string_view scope);
    void deny(portico::Exchange& x, const LoginForm& form) const;

    const Settings& settings_;
    portico::Users& users_;
    SessionOpener& opener_;
    const LoginLog& log_;
};

} // namespace auth_cookie
