// SPDX-License-Identifier: Apache-2.0
// A new password from a person at a terminal, asked for twice and not shown, or one line of standard input for scripts.
// Never from an argument: those can be seen by every user of the machine.
#pragma once

#include <string>

namespace portico::cli {

enum class From { Terminal, StandardInput };

// In NFC. Throws std::runtime_error with a sentence: no terminal, not the same twice, no password (password_rules.hpp), too short
// (under 8 characters, unless `weak` is allowed).
std::string newPassword(From from, bool allowWeak);

// The password in a line of a file: without the CR of a line that ends in CR LF and the byte order mark that some editors put first.
std::string passwordIn(std::string line);

} // namespace portico::cli
