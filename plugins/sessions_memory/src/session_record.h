// SPDX-License-Identifier: Apache-2.0
// A session as a text that the host keeps, without its id. Written and read by this plugin only, perhaps by another version of
// it: a record that cannot be read is no session.
#pragma once

#include <portico/providers.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sessions_memory {

std::string recordOf(const portico::Session& session);
std::optional<portico::Session> sessionOf(std::string_view record);

} // namespace sessions_memory
