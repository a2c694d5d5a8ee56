// SPDX-License-Identifier: Apache-2.0
// The login cookie: its name and its two Set-Cookie lines, with every attribute explicit.
#pragma once

#include <string>
#include <string_view>

namespace auth_cookie {

class SessionCookie {
public:
    explicit SessionCookie(const std::string& name) : plain_(name), prefixed_("__Host-" + name) {}

    // Over TLS the prefix makes browsers accept the cookie only from this host, over TLS, for the whole site.
    const std::string& name(bool secure) const { return secure ? prefixed_ : plain_; }

    // Without Max-Age: the cookie ends when the browser is closed, the session by its own limits.
    std::string set(std::string_view value, bool secure) const;
    std::string clear(bool secure) const;

private:
    std::string plain_;
    std::string prefixed_;
};

} // namespace auth_cookie
