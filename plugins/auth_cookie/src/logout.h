// SPDX-License-Identifier: Apache-2.0
// POST /auth/logout: ends the session in the store and clears the browser. There is no GET: a link, an image or a page that is
// fetched ahead must not log anybody out; the host answers it with 405. Forms of foreign sites are refused by the host.
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

    // Open to everybody: who was logged out by time wants to see the same answer.
    void submit(portico::Exchange& x);

private:
    const SessionCookie& cookie_;
    LoginCache& logins_;
    const LoginLog& log_;
    const CookieDiagnosis& lost_;
};

} // namespace auth_cookie
