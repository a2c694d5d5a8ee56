// SPDX-License-Identifier: Apache-2.0
// A rejected form is shown again with a message and the entered name, but without the password.
#include "login.h"

#include "paths.h"

namespace auth_cookie {

namespace {

constexpr std::string_view notEncrypted =
    "This connection is not encrypted, so you cannot log in. Please use the https:// address of the site.";
constexpr std::string_view fromAnotherSite =
    "A page of another site sent this form, so nobody was logged in. To log in, please fill it in here.";
constexpr std::string_view needsCookie = "Logging in needs a cookie: please allow cookies for this site.";

} // namespace

Login::Login(const Settings& settings, const SessionCookie& cookie, portico::Users& users, LoginCache& logins,
             SessionOpener& opening, const LoginLog& log, const CookieDiagnosis& lost)
    : settings_(settings), cookie_(cookie), users_(users), logins_(logins), opener_(opening), log_(log), lost_(lost) {}

void Login::page(portico::Exchange& x, int status, const Errors& errors, const LoginForm& form) const {
    x.status(status);
    x.render(settings_.loginPage, {{"errors", portico::Value::List(errors.begin(), errors.end())},
                                   {"username", form.shownName()},
                                   {"next", form.next},
                                   {"action", x.url(loginPath)}});
}

bool Login::mayLogIn(portico::Exchange& x, const LoginForm& form) const {
    if (settings_.trust(x)) return true;
    log_.refused(
        "login", x,
        "it came over plain http: give the site TLS, or set allow_insecure = true if the network between is trusted");
    page(x, 403, {notEncrypted}, form);
    return false;
}

void Login::show(portico::Exchange& x) const {
    LoginForm empty;
    empty.next = boundedNext(x.query("next").value_or(std::string_view()));
    if (!mayLogIn(x, empty)) return;
    if (x.user() && !lost_.isDuplicateReported(x)) return x.redirectBack(empty.next);
    const std::string_view lost = lost_.sentence(x);
    if (lost.empty()) return page(x, 200, {}, empty);
    log_.refused("login", x, lost);
    page(x, 200, {lost}, empty);
}

// Login CSRF, which logs a visitor in as somebody else, is an attack too: a form from another site is not checked, and none of
// its values is shown again.
bool Login::isOurs(portico::Exchange& x, const LoginForm& form) const {
    if (x.ownForm()) return true;
    if (x.foreign())
        page(x, 403, {fromAnotherSite}, {{}, {}, "/", false});
    else if (sentFormCookie(x))
        page(x, 403, {"Please try again"}, form);
    else
        page(x, 403, {"Please try again", needsCookie}, form);
    return false;
}

void Login::submit(portico::Exchange& x) {
    const LoginForm form = LoginForm::of(x);
    if (!isOurs(x, form) || !mayLogIn(x, form)) return;
    const Errors faults = form.faults(settings_.requireEmail);
    if (!faults.empty()) return page(x, 422, faults, form);
    try {
        check(x, form);
    } catch (const portico::Error& error) {
        if (error.status() == PORTICO_DENIED) return deny(x, form); // the user changed after the password was checked
        if (error.status() != PORTICO_UNAVAILABLE) throw;
        x.setHeader("Retry-After", "2");
        x.fail(503, error.what());
    }
}

void Login::check(portico::Exchange& x, const LoginForm& form) {
    const std::optional<portico::User> user = users_.verify(form.username, form.password);
    if (user && !user->disabled) return enter(x, form, *user);
    deny(x, form);
}

void Login::deny(portico::Exchange& x, const LoginForm& form) const {
    log_.denied("login", x, form.username);
    page(x, 422, {"Incorrect Email or Password"}, form);
}

void Login::enter(portico::Exchange& x, const LoginForm& form, const portico::User& user) {
    const std::string token = opener_.forBrowser(user, x);
    // Ends the browser's previous session, so that a session id planted by an attacker is worthless after the login.
    if (!x.session().empty()) logins_.end(x.session());
    x.addHeader("Set-Cookie", cookie_.set(token, x.secure()));
    lost_.mark(x);
    if (lost_.isLikely(x))
        x.redirect(CookieDiagnosis::recheckUrl(form.next));
    else
        x.redirectBack(form.next);
    log_.entered("login", x, user);
}

void Logout::submit(portico::Exchange& x) {
    // First, so that no answer claims that the visitor is logged out while the store is down.
    if (!x.session().empty()) logins_.end(x.session());
    log_.left(x);
    x.addHeader("Set-Cookie", cookie_.clear(x.secure()));
    lost_.unmark(x);
    // Not "cookies", which would also clear those of sibling sites below the same domain. Not "storage", which other sites on
    // this host may use.
    x.setHeader("Clear-Site-Data", x.base().empty() ? "\"cache\", \"storage\"" : "\"cache\"");
    x.redirect("/");
}

} // namespace auth_cookie
