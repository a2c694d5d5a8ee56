// SPDX-License-Identifier: Apache-2.0
// POST /auth/logout: ends the session in the store and clears the cookie. There is no GET, which the host answers with 405: a
// link, an image or a prefetch must not log anyone out. The host refuses forms from other sites.
#pragma once

#include "cookie_diagnosis.h"
#include "login_cache.h"
#include "login_log.h"
#include "session_cookie.h"

#include <portico/exchange.hpp>

namespace auth_cookie {

class Logout {
public:
    Logout(const SessionCookie& cookie, LoginCache& logins, const LoginLog& log, const CookieDiagnosis& lost)
        : cookie_(cookie), logins_(logins), log_(log), lost_(lost) {}

    // Public: a visitor whose session has expired gets the same answer.
    void submit(portico::Exchange& x);

private:
    const SessionCookie& cookie_;
    LoginCache& logins_;
    const LoginLog& log_;
    const CookieDiagnosis& lost_;
};

} // namespace auth_cookie
