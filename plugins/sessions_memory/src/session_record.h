// SPDX-License-Identifier: Apache-2.0
// A session serialized for the host's TTL store, without its id. Only this plugin reads and writes it, perhaps in another
// version: an unreadable record counts as no session.
#pragma once

#include <portico/providers.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sessions_memory {

std::string recordOf(const portico::Session& session);
std::optional<portico::Session> sessionOf(std::string_view record);

} // namespace sessions_memory
