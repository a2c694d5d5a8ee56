// SPDX-License-Identifier: Apache-2.0
// The two things that libsodium does for the stores: ids that nobody can guess, and the key under which a session is kept.
#pragma once

#include <string>
#include <string_view>

namespace users_sqlite {

// 128 random bits in hexadecimal.
std::string newUserId();

// SHA-256 of a session's id in base64url: whoever reads the file cannot log in with it. Its first 22 characters are the handle
// that people see.
std::string sessionKey(std::string_view id);

} // namespace users_sqlite
