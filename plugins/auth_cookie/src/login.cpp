// SPDX-License-Identifier: Apache-2.0
// A form that cannot be taken is never a dead end: it comes back with a sentence, the name in it and the password not.
#include "login.h"

#include "paths.h"
#include "transport.h"

namespace auth_cookie {

Login::Login(portico::Host host, const Settings& settings, const SessionCookie& cookie, portico::Users& users,
             LiveLogins& logins, SessionOpening& opening)
    : host_(host), settings_(settings), cookie_(cookie), users_(users), logins_(logins), opening_(opening) {}

void Login::page(portico::Exchange& x, int status, const Errors& errors, const LoginForm& form) const {
    x.status(status);
    x.render(settings_.loginPage, {{"errors", portico::Value::List(errors.begin(), errors.end())},
                                   {"username", form.shownName()},
                                   {"next", form.next},
                                   {"action", loginPath}});
}

bool Login::mayLogIn(portico::Exchange& x, const LoginForm& form) const {
    if (isTrusted(x, settings_.allowInsecure)) return true;
    host_.warning(
        "a login was refused because it came over plain http: give the site TLS, or set allow_insecure = true "
        "if the network between is trusted");
    page(x, 403, {"This site is not encrypted here, so nobody can log in. Please use its https:// address."}, form);
    return false;
}

void Login::show(portico::Exchange& x) const {
    LoginForm empty;
    empty.next = boundedNext(x.query("next").value_or(std::string_view()));
    if (!mayLogIn(x, empty)) return;
    if (x.user()) return x.redirect(empty.next);
    page(x, 200, {}, empty);
}

void Login::submit(portico::Exchange& x) {
    const LoginForm form = LoginForm::of(x);
    if (!mayLogIn(x, form)) return;
    // Logging somebody in as somebody else is an attack too, so a form of a foreign site is not even checked.
    if (!x.ownForm()) return page(x, 403, {"Please try again"}, form);
    const Errors faults = form.faults(settings_.requireEmail);
    if (!faults.empty()) return page(x, 422, faults, form);
    try {
        check(x, form);
    } catch (const portico::Error& error) {
        if (error.status() != PORTICO_UNAVAILABLE) throw;
        x.setHeader("Retry-After", "2");
        x.fail(503, error.what());
    }
}

void Login::check(portico::Exchange& x, const LoginForm& form) {
    const std::optional<portico::User> user = users_.verify(form.username, form.password);
    if (user && !user->disabled) return enter(x, form, *user);
    host_.warning("login denied from " + std::string(x.peer()));
    page(x, 422, {"Incorrect Email or Password"}, form);
}

void Login::enter(portico::Exchange& x, const LoginForm& form, const portico::User& user) {
    const std::string token = opening_.forBrowser(user, x);
    // What this browser was before is over: an id that somebody planted there is worth nothing afterwards.
    if (!x.session().empty()) logins_.end(x.session());
    x.addHeader("Set-Cookie", cookie_.set(token, x.secure()));
    x.redirect(form.next);
    host_.info("login of " + user.id + " from " + std::string(x.peer()));
}

} // namespace auth_cookie
