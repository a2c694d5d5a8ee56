// SPDX-License-Identifier: Apache-2.0
// The only place that knows the algorithm of tokens: its name, the MAC of a text, and the comparison. The token verifier uses all
// of it; the token issuer passes the algorithm's name to Poco.
#pragma once

#include <string>
#include <string_view>

namespace auth_cookie {

inline constexpr std::string_view tokenAlgorithm = "HS256";
inline constexpr std::string_view tokenType = "at+jwt"; // RFC 9068: an access token, and no other kind of JWT

// The signature of `text` under `key`, as bytes.
std::string signatureOf(std::string_view text, const std::string& key);

// True if `signature` (bytes) is that of `text` under `key`. Takes the same time for every wrong signature.
bool isSignatureOf(std::string_view signature, std::string_view text, const std::string& key);

// A short public name of a key, for the "kid" in the header.
std::string keyName(const std::string& key);

} // namespace auth_cookie
