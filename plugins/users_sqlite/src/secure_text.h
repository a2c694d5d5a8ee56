// SPDX-License-Identifier: Apache-2.0
// What the stores use libsodium for: unpredictable ids, and the key under which a session is stored.
#pragma once

#include <string>
#include <string_view>

namespace users_sqlite {

// 128 random bits in hexadecimal.
std::string newUserId();

// SHA-256 of a session id in base64url: reading the file does not allow a login. Its first 22 characters are the session handle.
std::string sessionKey(std::string_view id);

} // namespace users_sqlite
