// SPDX-License-Identifier: Apache-2.0
#include "token_issuer.h"

#include "base64url.h"
#include "signature.h"

namespace auth_cookie {

TokenIssuer::TokenIssuer(std::string key, TokenTerms terms) : key_(std::move(key)), terms_(std::move(terms)) {}

std::string TokenIssuer::mint(std::string_view subject, std::string_view session, std::int64_t now,
                              std::int64_t expires) const {
    return signedToken({{"iss", terms_.issuer},
                        {"aud", terms_.audience},
                        {"sub", std::string(subject)},
                        {"jti", randomBase64url(16)},
                        {"sid", std::string(session)},
                        {"iat", now},
                        {"nbf", now},
                        {"exp", expires}},
                       key_);
}

} // namespace auth_cookie
