// SPDX-License-Identifier: Apache-2.0
// The tokens of this plugin. The issuer creates them. The verifier takes the text of a token and returns its claims, or nothing; it
// accepts no JWT that another reader could interpret differently. Whether session and user are alive is checked in
// login_cache.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auth_cookie {

struct Claims {
    std::string subject; // id of the user
    std::string session; // id of the session
    std::string id;
    std::int64_t issuedAt = 0; // all three in seconds since 1970
    std::int64_t notBefore = 0;
    std::int64_t expires = 0;
};

// The claims that all tokens of this server share.
struct TokenTerms {
    std::string issuer;
    std::string audience;
    std::int64_t skew = 30; // tolerated clock difference in seconds
};

// True if the time is between "not before" and "expires".
bool isTimely(const Claims& claims, const TokenTerms& terms, std::int64_t now);

class TokenVerifier {
public:
    static constexpr std::size_t mostBytes = 4096;

    TokenVerifier(std::string key, TokenTerms terms);

    std::optional<Claims> admit(std::string_view token, std::int64_t now) const;
    const TokenTerms& terms() const { return terms_; }

private:
    bool isHeader(std::string_view json) const;
    std::optional<Claims> claimsOf(std::string_view json) const;

    std::string key_;
    std::string keyName_;
    TokenTerms terms_;
};

// Creates the tokens that the verifier accepts.
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
