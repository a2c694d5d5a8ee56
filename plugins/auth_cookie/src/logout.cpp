// SPDX-License-Identifier: Apache-2.0
// The session ends first: if the store is down, nobody is told that they are logged out.
#include "logout.h"

namespace auth_cookie {

void Logout::submit(portico::Exchange& x) {
    if (!x.session().empty()) logins_.end(x.session());
    log_.left(x);
    x.addHeader("Set-Cookie", cookie_.clear(x.secure()));
    lost_.unmark(x);
    // Not "cookies": that would also clear those of neighbouring sites below the same domain. Nor the storage of those on the same host.
    x.setHeader("Clear-Site-Data", x.base().empty() ? "\"cache\", \"storage\"" : "\"cache\"");
    x.redirect("/");
}

} // namespace auth_cookie
