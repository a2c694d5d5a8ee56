// SPDX-License-Identifier: Apache-2.0
// The gate through which tokens leave and enter: signs them and verifies their signatures. The only place that uses Poco::JWT
// and Poco::Crypto and that knows the algorithm. What a token must contain: token.h.
#pragma once

#include "flat_json.h"

#include <Poco/Crypto/OpenSSLInitializer.h>
#include <optional>
#include <string>
#include <string_view>

namespace auth_cookie {

inline constexpr std::string_view tokenAlgorithm = "HS256";
inline constexpr std::string_view tokenType = "at+jwt"; // RFC 9068: an access token, and no other kind of JWT

// Exists as long as tokens may be signed or verified. Poco::Crypto counts its users and destroys its locks with the last one. Two
// requests that were each the only user for a moment raced; this object keeps the count above zero.
class CryptoInUse {
    const Poco::Crypto::OpenSSLInitializer initializer_;
};

// A token with these claims, which are texts and integers.
std::string signedToken(const FlatJson::Members& claims, const std::string& key);

// What a token with a valid signature says, as JSON texts.
struct SignedTexts {
    std::string header, claims;
};

// Nothing if `token` is not signed with `key` or not spelled exactly as signedToken() would spell it. Takes the same time for
// every wrong signature.
std::optional<SignedTexts> signedTexts(std::string_view token, const std::string& key);

// The signature of `text` under `key`, as bytes.
std::string signatureOf(std::string_view text, const std::string& key);

// A short public name of a key, for the "kid" in the header.
std::string keyName(const std::string& key);

} // namespace auth_cookie
