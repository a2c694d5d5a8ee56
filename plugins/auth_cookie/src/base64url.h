// SPDX-License-Identifier: Apache-2.0
// Unpadded base64url in exactly one spelling: input that toBase64url would not produce byte for byte is rejected. Uses libsodium.
// For the segments of tokens, session ids and keys.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace auth_cookie {

std::string toBase64url(std::string_view bytes);
std::optional<std::string> fromBase64url(std::string_view text);

// `bytes` random bytes from the operating system as base64url; 32 bytes give 43 characters.
std::string randomBase64url(std::size_t bytes);

// True if every character is one of [A-Za-z0-9_-].
bool isBase64urlText(std::string_view text);

} // namespace auth_cookie
