// SPDX-License-Identifier: Apache-2.0
// Turns an exception into a sentence for an administrator. std::filesystem writes its own messages for programmers: "filesystem error:
// status: Permission denied [/var/lib/portico]".
#pragma once

#include <exception>
#include <string>

namespace portico::host {

// For an error of the file system: the file, the reason and what to do. For everything else: the exception's own text.
std::string sentenceOf(const std::exception& error);

} // namespace portico::host
