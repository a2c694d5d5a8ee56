// SPDX-License-Identifier: Apache-2.0
// The key under which a session is stored: the SHA-256 of its id in base64url, so that a memory dump does not allow a login. The
// first 22 characters are the session handle.
#pragma once

#include <string>
#include <string_view>

namespace sessions_memory {

std::string sessionKey(std::string_view id);

} // namespace sessions_memory
