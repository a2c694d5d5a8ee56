// SPDX-License-Identifier: Apache-2.0
// What is stored of a session in the host's TTL store, and under which key. Only this plugin reads and writes records, perhaps in
// another version: an unreadable record counts as no session.
#pragma once

#include <portico/providers.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sessions_memory {

// The SHA-256 of the id in base64url, so that a memory dump does not allow a login. Its first 22 characters are the session handle.
std::string sessionKey(std::string_view id);

// The session without its id.
std::string recordOf(const portico::Session& session);
std::optional<portico::Session> sessionOf(std::string_view record);

} // namespace sessions_memory
