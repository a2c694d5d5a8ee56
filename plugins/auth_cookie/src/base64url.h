// SPDX-License-Identifier: Apache-2.0
// Unpadded base64url, in one spelling only: what does not come out of toBase64url byte for byte is refused.
// The work is libsodium's. Used for the segments of tokens, for session ids and for keys.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace auth_cookie {

std::string toBase64url(std::string_view bytes);
std::optional<std::string> fromBase64url(std::string_view text);

// `bytes` random bytes of the operating system as base64url; 32 bytes make 43 characters.
std::string randomBase64url(std::size_t bytes);

// Is every character one of [A-Za-z0-9_-]?
bool isBase64urlText(std::string_view text);

} // namespace auth_cookie
