// SPDX-License-Identifier: Apache-2.0
// Makes the tokens that token_gate.h lets in. Signing is Poco::JWT's.
#pragma once

#include "token_verifier.h"

#include <Poco/JWT/Signer.h>

namespace auth_cookie {

class TokenIssuer {
public:
    TokenIssuer(const std::string& key, TokenTerms terms);

    // A token for that user in that session, good from `now` until `expires` (seconds since 1970).
    std::string mint(std::string_view subject, std::string_view session, std::int64_t now, std::int64_t expires) const;

private:
    Poco::JWT::Signer signer_;
    std::string keyName_;
    TokenTerms terms_;
};

} // namespace auth_cookie
