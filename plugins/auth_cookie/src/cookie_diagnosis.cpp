// SPDX-License-Identifier: Apache-2.0
// Explains why the login form appears again after a login. The sentences are fixed: nothing from the request is shown.
#include "cookie_diagnosis.h"

#include "paths.h"

namespace auth_cookie {

namespace {

constexpr std::string_view question = "cookie", sent = "sent", twice = "twice";

constexpr std::string_view twoCookies = "Your browser sends two login cookies for this site, so it is not clear which "
                                        "one is yours. Please delete the cookies of this site "
                                        "and log in again.";
constexpr std::string_view noCookie = "Your browser did not send the login cookie back, so you are not logged in. "
                                      "Please allow cookies for this site. If its address begins "
                                      "with http://, try https:// instead.";
constexpr std::string_view olderCookie = "Your browser kept an older cookie in place of the login cookie, so you are "
                                         "not logged in. Please delete the cookies of this site, or "
                                         "use its https:// address.";

std::string form(std::string_view why, std::string_view next) {
    return std::string(loginPath).append("?").append(question).append("=").append(why).append("&next=") +
           percentEncoded(next);
}

} // namespace

bool sentFormCookie(const portico::Exchange& x) {
    return x.cookie(x.secure() ? "__Host-" PORTICO_FORM_COOKIE : PORTICO_FORM_COOKIE).has_value();
}

bool CookieDiagnosis::isLikely(const portico::Exchange& x) const {
    if (isDuplicated(x)) return true;
    if (!x.session().empty()) return false; // a valid cookie was sent, and the login replaces it
    // A stale cookie of another path or domain stays beside the new one; over TLS the prefix rules that out.
    const bool stale = !x.secure() && x.cookie(cookie_.name(false));
    return stale || (x.form("csrf_token") && !sentFormCookie(x));
}

std::string CookieDiagnosis::recheckUrl(std::string_view next) { return form(sent, next); }

std::string CookieDiagnosis::duplicateUrl(std::string_view next) { return form(twice, next); }

bool CookieDiagnosis::isDuplicateReported(const portico::Exchange& x) const {
    return isDuplicated(x) || x.query(question) == twice;
}

void CookieDiagnosis::mark(portico::Exchange& x) const {
    if (x.secure()) return; // over TLS the cookie's prefix rules out every other cookie
    x.addHeader("Set-Cookie", mark_ + "=1; Path=" + x.url(loginPath) + "; HttpOnly; SameSite=Lax");
}

void CookieDiagnosis::unmark(portico::Exchange& x) const {
    if (x.secure()) return;
    x.addHeader("Set-Cookie", mark_ + "=; Path=" + x.url(loginPath) +
                                  "; HttpOnly; SameSite=Lax; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
}

std::string_view CookieDiagnosis::sentence(const portico::Exchange& x) const {
    if (isDuplicateReported(x)) return twoCookies;
    if (x.cookie(cookie_.name(x.secure())))
        return {}; // the cookie came back; whether it is valid is a different question
    if (!x.secure() && x.cookie(mark_)) return olderCookie;
    return x.query(question) == sent ? noCookie : std::string_view();
}

} // namespace auth_cookie
