// SPDX-License-Identifier: Apache-2.0
// The strict gate: the text of a token goes in, its claims come out, or nothing does. It takes no JWT that any other reader
// could understand differently. It does not ask whether session and user are alive: see live_logins.h.
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
    std::int64_t issuedAt = 0; // these three: seconds since 1970
    std::int64_t notBefore = 0;
    std::int64_t expires = 0;
};

// What every token of this server says about itself.
struct TokenTerms {
    std::string issuer;
    std::string audience;
    std::int64_t skew = 30; // seconds that clocks may differ
};

// Is it past "not before" and not past "expires" yet?
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

} // namespace auth_cookie
