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
    std::string set(std::string_view value, bool secure) const {
        std::string line = name(secure);
        line.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Lax");
        if (secure) line += "; Secure";
        return line;
    }
    // To clear a cookie, browsers need the attributes with which it was set; old ones evaluate only Expires.
    std::string clear(bool secure) const {
        return set("", secure) + "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    }

private:
    std::string plain_;
    std::string prefixed_;
};

} // namespace auth_cookie
