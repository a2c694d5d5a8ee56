// SPDX-License-Identifier: Apache-2.0
// The session ends first: if the store is down, the answer must not claim that the visitor is logged out.
#include "logout.h"

namespace auth_cookie {

void Logout::submit(portico::Exchange& x) {
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
