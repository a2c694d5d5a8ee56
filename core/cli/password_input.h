// SPDX-License-Identifier: Apache-2.0
// A new password from a person at a terminal, asked for twice and not shown, or one line of standard input for scripts.
// Never from an argument: those can be seen by every user of the machine.
#pragma once

#include <string>

namespace portico::cli {

enum class From { Terminal, StandardInput };

// Throws std::runtime_error with a sentence: no terminal, not the same twice, too short (under 8 characters, unless `weak` is
// allowed), too long (over 1024 bytes).
std::string newPassword(From from, bool allowWeak);

} // namespace portico::cli
