// SPDX-License-Identifier: Apache-2.0
// The cookie of a login: its name and the two Set-Cookie lines, with every attribute written out.
#pragma once

#include <string>
#include <string_view>

namespace auth_cookie {

class SessionCookie {
public:
    explicit SessionCookie(const std::string& name) : plain_(name), prefixed_("__Host-" + name) {}

    // Over TLS the name makes browsers refuse the cookie from anybody but this host, over TLS, for the whole site.
    const std::string& name(bool secure) const { return secure ? prefixed_ : plain_; }

    // Without Max-Age: the cookie ends with the browser, the session by its own rules.
    std::string set(std::string_view value, bool secure) const;
    std::string clear(bool secure) const;

private:
    std::string plain_;
    std::string prefixed_;
};

} // namespace auth_cookie
