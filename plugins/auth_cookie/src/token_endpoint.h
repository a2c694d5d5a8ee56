// SPDX-License-Identifier: Apache-2.0
// POST /token: name and password for a bearer token, OAuth 2.0's password grant with the bodies of RFC 6749 §5.
// It sets no cookie and trusts none, so a foreign site gains nothing by sending its form.
#pragma once

#include "session_opening.h"

namespace auth_cookie {

class TokenEndpoint {
public:
    TokenEndpoint(portico::Host host, const Settings& settings, portico::Users& users, SessionOpening& opening);

    void submit(portico::Exchange& x);

private:
    void grant(portico::Exchange& x, std::string_view username, std::string_view password);

    portico::Host host_;
    const Settings& settings_;
    portico::Users& users_;
    SessionOpening& opening_;
};

} // namespace auth_cookie
