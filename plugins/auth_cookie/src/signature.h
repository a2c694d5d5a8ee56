// SPDX-License-Identifier: Apache-2.0
// The one place that knows the algorithm of our tokens: its name, the MAC of a text, and the comparison.
// The gate checks with it; the mint asks Poco to sign with the algorithm of this name.
#pragma once

#include <string>
#include <string_view>

namespace auth_cookie {

inline constexpr std::string_view tokenAlgorithm = "HS256";
inline constexpr std::string_view tokenType = "at+jwt"; // RFC 9068: an access token, and no other kind of JWT

// The signature (bytes) of `text` under `key`.
std::string signatureOf(std::string_view text, const std::string& key);

// Is `signature` (bytes) the one of `text` under `key`? Takes the same time whether it is nearly right or not at all.
bool isSignatureOf(std::string_view signature, std::string_view text, const std::string& key);

// A short public name of a key, the header's "kid".
std::string keyName(const std::string& key);

} // namespace auth_cookie
