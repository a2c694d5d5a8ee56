// SPDX-License-Identifier: Apache-2.0
// Which file is it, whatever it is called? The SHA-256 of a plugin's bytes, in hexadecimal.
#pragma once

#include <string>
#include <string_view>

namespace portico::loader {

std::string contentHash(std::string_view bytes);

} // namespace portico::loader
