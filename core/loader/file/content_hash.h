// SPDX-License-Identifier: Apache-2.0
// Identifies a plugin file independently of its name: the SHA-256 of its bytes, in hexadecimal.
#pragma once

#include <string>
#include <string_view>

namespace portico::loader {

std::string contentHash(std::string_view bytes);

} // namespace portico::loader
