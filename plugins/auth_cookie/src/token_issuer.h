// SPDX-License-Identifier: Apache-2.0
// Creates the tokens that token_verifier.h accepts. Poco::JWT signs them.
#pragma once

#include "token_verifier.h"

#include <Poco/JWT/Signer.h>

namespace auth_cookie {

class TokenIssuer {
public:
    TokenIssuer(const std::string& key, TokenTerms terms);

    // A token for that user and session, valid from `now` until `expires` (seconds since 1970).
    std::string mint(std::string_view subject, std::string_view session, std::int64_t now, std::int64_t expires) const;

private:
    Poco::JWT::Signer signer_;
    std::string keyName_;
    TokenTerms terms_;
};

} // namespace auth_cookie
