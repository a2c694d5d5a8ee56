// SPDX-License-Identifier: Apache-2.0
// Finds the API key of a request, in "Authorization: Bearer pk_..." or in X-Api-Key, never in both. Other values of Authorization
// belong to somebody else: another auth plugin, or a proxy in front. Reads untrusted input, so it never throws.
#pragma once

#include <portico/exchange.hpp>

#include <optional>
#include <string_view>

namespace auth_apikey {

inline constexpr std::string_view headerName = "X-Api-Key";

// "pk_" and 32 bytes in base64url without padding. No other text is a key, so that nobody configures one that can be guessed.
bool isApiKey(std::string_view text);

// What "Bearer" introduces, if it begins like an API key. The scheme may be in any case, the key may not.
std::optional<std::string_view> keyInAuthorization(std::string_view value);

struct Credential {
    enum class Kind {
        None,
        Ambiguous, // sent twice: it is unclear which one is meant, so neither is used
        Key,
    };
    Kind kind = Kind::None;
    std::string_view key{}; // as sent
};

Credential credentialOf(const portico::Exchange& x);

} // namespace auth_apikey
