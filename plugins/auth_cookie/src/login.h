// SPDX-License-Identifier: Apache-2.0
// GET and POST /auth/login: the form and its processing; the page itself is a template of the site. POST /auth/logout: ends the
// session in the store and clears the cookie.
#pragma once

#include "cookie_diagnosis.h"
#include "login_cache.h"
#include "login_form.h"
#include "login_log.h"
#include "session_cookie.h"
#include "session_opener.h"

namespace auth_cookie {

class Login {
public:
    Login(const Settings& settings, const SessionCookie& cookie, portico::Users& users, LoginCache& logins,
          SessionOpener& opening, const LoginLog& log, const CookieDiagnosis& lost);

    void show(portico::Exchange& x) const;
    void submit(portico::Exchange& x);

private:
    using Errors = std::vector<std::string_view>;
    void page(portico::Exchange& x, int status, const Errors& errors, const LoginForm& form) const;
    bool mayLogIn(portico::Exchange& x, const LoginForm& form) const;
    bool isOurs(portico::Exchange& x, const LoginForm& form) const;
    void check(portico::Exchange& x, const LoginForm& form);
    void deny(portico::Exchange& x, const LoginForm& form) const;
    void enter(portico::Exchange& x, const LoginForm& form, const portico::User& user);

    const Settings& settings_;
    const SessionCookie& cookie_;
    portico::Users& users_;
    LoginCache& logins_;
    SessionOpener& opener_;
    const LoginLog& log_;
    const CookieDiagnosis& lost_;
};

// There is no GET for logout, which the host answers with 405: a link, an image or a prefetch must not log anyone out. The host
// refuses forms from other sites.
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
