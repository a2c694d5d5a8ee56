// SPDX-License-Identifier: Apache-2.0
// Explains why the login form appears again after a login: the browser did not accept the cookie, or it sends a second one.
// Decides nothing about access; it only finds the sentence for the page and the log.
#pragma once

#include "session_cookie.h"

#include <portico/exchange.hpp>

#include <string>
#include <string_view>

namespace auth_cookie {

class CookieDiagnosis {
public:
    explicit CookieDiagnosis(const SessionCookie& cookie) : cookie_(cookie), mark_(cookie.name(false) + "_set") {}

    // True if the browser that sends the login form did not return the cookie that came with the form, or already sends a login
    // cookie that is not valid.
    bool isLikely(const portico::Exchange& x) const;

    // Where such a login leads: the login form again. It redirects visitors who are logged in and shows the others an
    // explanation.
    static std::string recheckUrl(std::string_view next);

    // True if this request carries two login cookies. The login form may receive only one of them because of its path, so the
    // place that sees both reports it to the form. Otherwise the form would redirect a logged-in visitor back here in an endless
    // loop.
    bool isDuplicated(const portico::Exchange& x) const { return x.cookie(cookie_.name(x.secure()), 1).has_value(); }
    static std::string duplicateUrl(std::string_view next);
    bool isDuplicateReported(const portico::Exchange& x) const;

    // Over plain http a browser silently keeps an existing Secure cookie of the same name and sends neither. This mark has
    // another name and therefore stays. It is sent to the login form only.
    void mark(portico::Exchange& x) const;
    void unmark(portico::Exchange& x) const;

    // The sentence for the login form of an anonymous visitor, or if isDuplicateReported is true; empty if nothing is wrong.
    std::string_view sentence(const portico::Exchange& x) const;

private:
    const SessionCookie& cookie_;
    std::string mark_;
};

// True if the browser returned the cookie that the host sets with every form for anonymous visitors.
bool sentFormCookie(const portico::Exchange& x);

} // namespace auth_cookie
