// SPDX-License-Identifier: Apache-2.0
// To clear a cookie, browsers need the attributes with which it was set; old ones evaluate only Expires.
#include "session_cookie.h"

namespace auth_cookie {

std::string SessionCookie::set(std::string_view value, bool secure) const {
    std::string line = name(secure);
    line.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Lax");
    if (secure) line += "; Secure";
    return line;
}

std::string SessionCookie::clear(bool secure) const {
    return set("", secure) + "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
}

} // namespace auth_cookie
