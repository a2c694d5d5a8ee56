// SPDX-License-Identifier: Apache-2.0
// Reads a new password from a terminal, twice and without echo, or as one line of standard input for scripts.
// Never from an argument: every user of the machine can see those.
#pragma once

#include <string>

namespace portico::cli {

enum class From { Terminal, StandardInput };

// Returns the password in NFC. Throws std::runtime_error if there is no terminal, the two entries differ, password_rules.hpp
// refuses the password, or it has fewer than 8 characters and `weak` is not allowed.
std::string newPassword(From from, bool allowWeak);

// The password in a line of a file: without the CR of a CR LF line end, and without the byte order mark that some editors write.
std::string passwordIn(std::string line);

} // namespace portico::cli
