// SPDX-License-Identifier: Apache-2.0
// The signature is verified first, so that no untrusted JSON is ever parsed.
#include "token.h"

#include "base64url.h"
#include "flat_json.h"
#include "signature.h"

#include <algorithm>

namespace auth_cookie {

namespace {

// Seconds from 1970 to the year 9999: within this range no sum with a skew can overflow.
bool isTime(std::optional<std::int64_t> seconds) { return seconds && *seconds > 0 && *seconds < 253402300800; }

bool isUserId(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
        return isBase64urlText({&c, 1}) || c == '.' || c == '@';
    });
}

} // namespace

bool isTimely(const Claims& claims, const TokenTerms& terms, std::int64_t now) {
    return now < claims.expires + terms.skew && now >= claims.notBefore - terms.skew &&
           now >= claims.issuedAt - terms.skew;
}

TokenVerifier::TokenVerifier(std::string key, TokenTerms terms)
    : key_(std::move(key)), keyName_(keyName(key_)), terms_(std::move(terms)) {}

std::optional<Claims> TokenVerifier::admit(std::string_view token, std::int64_t now) const {
    if (token.size() > mostBytes) return std::nullopt;
    const std::optional<SignedTexts> texts = signedTexts(token, key_);
    if (!texts || !isHeader(texts->header)) return std::nullopt;
    std::optional<Claims> claims = claimsOf(texts->claims);
    if (claims && !isTimely(*claims, terms_, now)) return std::nullopt;
    return claims;
}

bool TokenVerifier::isHeader(std::string_view json) const {
    const std::optional<FlatJson> header = FlatJson::parse(json);
    if (!header || header->text("alg") != tokenAlgorithm || header->text("typ") != tokenType) return false;
    // Other header members (crit, jwk, jku, x5c, zip ...) are unsupported, and unknown members are refused instead of ignored.
    for (const auto& [name, value] : header->members()) {
        const bool known = name == "alg" || name == "typ" || (name == "kid" && header->text("kid") == keyName_);
        if (!known) return false;
    }
    return true;
}

std::optional<Claims> TokenVerifier::claimsOf(std::string_view json) const {
    const std::optional<FlatJson> all = FlatJson::parse(json);
    if (!all || all->text("iss") != terms_.issuer || all->text("aud") != terms_.audience) return std::nullopt;
    const auto subject = all->text("sub"), session = all->text("sid"), id = all->text("jti");
    const auto issuedAt = all->integer("iat"), notBefore = all->integer("nbf"), expires = all->integer("exp");
    if (!subject || !isUserId(*subject)) return std::nullopt;
    if (!session || session->size() != 43 || !isBase64urlText(*session)) return std::nullopt;
    if (!id || id->empty() || id->size() > 64 || !isBase64urlText(*id)) return std::nullopt;
    if (!isTime(issuedAt) || !isTime(notBefore) || !isTime(expires) || *expires <= *issuedAt) return std::nullopt;
    return Claims{std::string(*subject), std::string(*session), std::string(*id), *issuedAt, *notBefore, *expires};
}

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
