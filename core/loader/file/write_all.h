// SPDX-License-Identifier: Apache-2.0
// Writing until everything is written. A system writes less than it was asked to for a signal, a pipe that is full or the last block of
// a disk, and says so by a number and not by an error: only the next write tells the reason.
#pragma once

#include <string_view>

namespace portico::loader {

// False: errno says why. For files that wait (no O_NONBLOCK).
bool writeAll(int file, std::string_view bytes) noexcept;

} // namespace portico::loader
