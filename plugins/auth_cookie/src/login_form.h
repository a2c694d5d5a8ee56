// SPDX-License-Identifier: Apache-2.0
// The submitted login form and its errors before any password is checked. The sentences are part of the site's texts; tests of
// the whole site look for them.
#pragma once

#include <portico/exchange.hpp>

#include <string_view>
#include <vector>

namespace auth_cookie {

struct LoginForm {
    std::string_view username;
    std::string_view password;
    std::string_view next; // where to redirect after the login; validated by the host's redirect
    bool repeated = false; // a field was sent twice

    static LoginForm of(const portico::Exchange& x);

    // Empty if the user store may be asked.
    std::vector<std::string_view> faults(bool requireEmail) const;
    // The name to show again; empty if it must not be shown on a page.
    std::string_view shownName() const;
};

// The value of a field that was sent once; sets `repeated` to true if it was sent twice.
std::string_view onlyField(const portico::Exchange& x, std::string_view name, bool& repeated);

// A bounded copy of `next`; a value that is too long to be a path becomes "/".
std::string_view boundedNext(std::string_view next);

} // namespace auth_cookie
