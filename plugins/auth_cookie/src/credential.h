// SPDX-License-Identifier: Apache-2.0
// The only place that looks for a token in a request: in the cookie or in "Authorization: Bearer", never in both.
#pragma once

#include <portico/exchange.hpp>

#include <string>
#include <string_view>

namespace auth_cookie {

struct Credential {
    enum class Kind {
        None,      // anonymous
        Ambiguous, // sent twice or in both places: it is unclear which one is meant, so neither is used
        Cookie,
        Bearer,
    };
    Kind kind = Kind::None;
    std::string_view token{};
};

Credential credentialOf(const portico::Exchange& x, const std::string& cookieName);

} // namespace auth_cookie
