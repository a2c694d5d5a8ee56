// SPDX-License-Identifier: Apache-2.0
// Times are set as integers: Poco's own setters write a fraction, which the token verifier refuses.
#include "token_issuer.h"

#include "base64url.h"
#include "signature.h"

#include <Poco/JWT/Token.h>

namespace auth_cookie {

TokenIssuer::TokenIssuer(const std::string& key, TokenTerms terms)
    : signer_(key), keyName_(keyName(key)), terms_(std::move(terms)) {}

std::string TokenIssuer::mint(std::string_view subject, std::string_view session, std::int64_t now,
                              std::int64_t expires) const {
    Poco::JWT::Token token;
    token.setType(std::string(tokenType));
    token.header().set("kid", keyName_);
    token.setIssuer(terms_.issuer);
    token.setAudience(terms_.audience);
    token.setSubject(std::string(subject));
    token.setId(randomBase64url(16));
    token.payload().set("sid", std::string(session));
    token.payload().set("iat", Poco::Int64{now});
    token.payload().set("nbf", Poco::Int64{now});
    token.payload().set("exp", Poco::Int64{expires});
    return signer_.sign(token, std::string(tokenAlgorithm));
}

} // namespace auth_cookie
