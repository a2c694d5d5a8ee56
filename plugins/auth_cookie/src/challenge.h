// SPDX-License-Identifier: Apache-2.0
// The answer to an anonymous request for a guarded path: people are redirected to the login form and back, programs get the
// scheme.
#pragma once

#include "cookie_diagnosis.h"
#include "session_cookie.h"

#include <portico/exchange.hpp>

#include <string>

namespace auth_cookie {

class Challenge {
public:
    Challenge(const SessionCookie& cookie, const CookieDiagnosis& lost, const std::string& realm)
        : cookie_(cookie), lost_(lost), realm_(realm) {}

    void answer(portico::Exchange& x) const;

private:
    void sendToTheForm(portico::Exchange& x) const;

    const SessionCookie& cookie_;
    const CookieDiagnosis& lost_;
    const std::string& realm_;
};

} // namespace auth_cookie
