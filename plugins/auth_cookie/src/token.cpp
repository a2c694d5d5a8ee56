// SPDX-License-Identifier: Apache-2.0
// The issuer sets times as integers: Poco's own setters write a fraction, which the verifier refuses. In the verifier the order
// matters: form, then signature, then everything else, so that no untrusted JSON is ever parsed.
#include "token.h"

#include "base64url.h"
#include "flat_json.h"
#include "signature.h"

#include <Poco/JWT/Token.h>

#include <algorithm>

namespace auth_cookie {

namespace {

struct Segments {
    std::string_view header, claims, signature, signedText;
};

std::optional<Segments> cut(std::string_view token) {
    if (token.size() > TokenVerifier::mostBytes) return std::nullopt;
    const std::size_t first = token.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = token.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    // A third dot would be part of the signature, where base64url does not allow it.
    return Segments{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1),
                    token.substr(0, second)};
}

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
    const std::optional<Segments> segments = cut(token);
    if (!segments) return std::nullopt;
    const std::optional<std::string> signature = fromBase64url(segments->signature);
    if (!signature || !isSignatureOf(*signature, segments->signedText, key_)) return std::nullopt;
    const std::optional<std::string> header = fromBase64url(segments->header);
    const std::optional<std::string> json = fromBase64url(segments->claims);
    if (!header || !json || !isHeader(*header)) return std::nullopt;
    std::optional<Claims> claims = claimsOf(*json);
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
