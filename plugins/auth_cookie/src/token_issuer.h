// SPDX-License-Identifier: Apache-2.0
// Creates the tokens that token_verifier.h accepts.
#pragma once

#include "token_verifier.h"

namespace auth_cookie {

class TokenIssuer {
public:
    TokenIssuer(std::string key, TokenTerms terms);

    // A token for that user and session, valid from `now` until `expires` (seconds since 1970).
    std::string mint(std::string_view subject, std::string_view session, std::int64_t now, std::int64_t expires) const;

private:
    std::string key_;
    TokenTerms terms_;
};

} // namespace auth_cookie
