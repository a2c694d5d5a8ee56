// SPDX-License-Identifier: Apache-2.0
// The stable id of a user. The file does not store it, so it is derived from the name: 128 bits of its SHA-256.
#pragma once

#include <string>
#include <string_view>

namespace users_file {

std::string userId(std::string_view canonicalName);

} // namespace users_file
