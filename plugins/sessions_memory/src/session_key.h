// SPDX-License-Identifier: Apache-2.0
// Under what a session is kept: SHA-256 of its id in base64url, so that a dump of the memory lets nobody in. The first 22
// characters are the handle that people see.
#pragma once

#include <string>
#include <string_view>

namespace sessions_memory {

std::string sessionKey(std::string_view id);

} // namespace sessions_memory
