// SPDX-License-Identifier: Apache-2.0
// The one place that looks for a token in a request: in the cookie, or behind "Authorization: Bearer", never in both.
#pragma once

#include <portico/exchange.hpp>

#include <string>
#include <string_view>

namespace auth_cookie {

struct Credential {
    enum class Kind {
        None,      // a stranger
        Ambiguous, // sent twice, or in both places: nobody can say which one was meant, so none is
        Cookie,
        Bearer,
    };
    Kind kind = Kind::None;
    std::string_view token{};
};

Credential credentialOf(const portico::Exchange& x, const std::string& cookieName);

} // namespace auth_cookie
