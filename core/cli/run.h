// SPDX-License-Identifier: Apache-2.0
// Finds the command in the arguments, runs it, and turns errors into a message on standard error and an exit code.
#pragma once

#include <string>
#include <vector>

namespace portico::cli {

int run(const std::vector<std::string>& arguments) noexcept;

} // namespace portico::cli
