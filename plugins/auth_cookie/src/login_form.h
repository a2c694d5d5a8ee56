// SPDX-License-Identifier: Apache-2.0
// What a person sent with the login form, and what is wrong with it before any password is checked. The sentences are part of
// the site's words; tests of the whole site look for them.
#pragma once

#include <portico/exchange.hpp>

#include <string_view>
#include <vector>

namespace auth_cookie {

struct LoginForm {
    std::string_view username;
    std::string_view password;
    std::string_view next; // where to go afterwards; the host's redirect judges it
    bool repeated = false; // a field came twice

    static LoginForm of(const portico::Exchange& x);

    // Empty: the store may be asked.
    std::vector<std::string_view> faults(bool requireEmail) const;
    // The name to show again; empty if it is nothing that a page should show.
    std::string_view shownName() const;
};

// The value of a field that came once; `repeated` becomes true if it came twice.
std::string_view onlyField(const portico::Exchange& x, std::string_view name, bool& repeated);

// `next` as it may be handed on; what is far too long to be a path becomes "/".
std::string_view boundedNext(std::string_view next);

} // namespace auth_cookie
