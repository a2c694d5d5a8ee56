// SPDX-License-Identifier: Apache-2.0
// Log lines of logins and logouts: one for each event, written only here. A line contains the name of an account only if it
// exists: what the visitor typed may be a password in the wrong field.
#pragma once

#include <portico/exchange.hpp>
#include <portico/host.hpp>

#include <string_view>

namespace auth_cookie {

class LoginLog {
public:
    LoginLog(portico::Host host, portico::Users& users) : host_(host), users_(users) {}

    // `what`: "login" or "token".
    void entered(std::string_view what, const portico::Exchange& x, const portico::User& user) const;
    void denied(std::string_view what, const portico::Exchange& x, std::string_view typedName) const;
    void left(const portico::Exchange& x) const;

    // Refused or failed for a reason other than the credentials; `why` is a fixed sentence.
    void refused(std::string_view what, const portico::Exchange& x, std::string_view why) const;

private:
    std::string accountAndReason(std::string_view typedName) const;

    portico::Host host_;
    portico::Users& users_;
};

} // namespace auth_cookie
