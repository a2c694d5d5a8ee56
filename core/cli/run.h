// SPDX-License-Identifier: Apache-2.0
// Finds the command in the arguments, runs it, and turns what goes wrong into a sentence on standard error and an exit code.
#pragma once

#include <string>
#include <vector>

namespace portico::cli {

int run(const std::vector<std::string>& arguments) noexcept;

} // namespace portico::cli
