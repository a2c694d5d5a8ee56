// SPDX-License-Identifier: Apache-2.0
// Writes until everything is written. After a signal, on a full pipe or a full disk, write() returns a smaller number instead
// of an error; only the next call reports the reason.
#pragma once

#include <string_view>

namespace portico::base {

// False: errno has the reason. For blocking files only (no O_NONBLOCK).
bool writeAll(int file, std::string_view bytes) noexcept;

} // namespace portico::base
