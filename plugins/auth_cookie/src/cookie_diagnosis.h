// SPDX-License-Identifier: Apache-2.0
// Why somebody who has just logged in sees the login form again: the browser did not take the cookie, or sends another one with it.
// Nothing here decides who somebody is; it finds the sentence for the page and for the log.
#pragma once

#include "session_cookie.h"

#include <portico/exchange.hpp>

#include <string>
#include <string_view>

namespace auth_cookie {

class CookieDiagnosis {
public:
    explicit CookieDiagnosis(const SessionCookie& cookie) : cookie_(cookie), mark_(cookie.name(false) + "_set") {}

    // Does the browser that sends the login form not send back what came with the form, or already send a login cookie that is not
    // good?
    bool isLikely(const portico::Exchange& x) const;

    // Where such a login leads: the login form again, which sends on whoever is known by now, and explains itself to the others.
    static std::string recheckUrl(std::string_view next);

    // Does this request bring two login cookies? At another path it may have been only one, so that the login form cannot see it: the
    // place that says so to it. Without, the form would send whoever it knows back here, for ever.
    bool isDuplicated(const portico::Exchange& x) const { return x.cookie(cookie_.name(x.secure()), 1).has_value(); }
    static std::string duplicateUrl(std::string_view next);
    bool isDuplicateReported(const portico::Exchange& x) const;

    // Over plain http a browser keeps a Secure cookie of the same name, without a word, and sends neither. This mark is of another name
    // and stays. It goes to the login form only.
    void mark(portico::Exchange& x) const;
    void unmark(portico::Exchange& x) const;

    // For the login form of a stranger, or of whoever isDuplicateReported: a sentence, or nothing if all is as it should be.
    std::string_view sentence(const portico::Exchange& x) const;

private:
    const SessionCookie& cookie_;
    std::string mark_;
};

// Has the browser sent back the cookie that the host sets with every form for strangers?
bool sentFormCookie(const portico::Exchange& x);

} // namespace auth_cookie
