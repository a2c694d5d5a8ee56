// SPDX-License-Identifier: Apache-2.0
// The words behind "portico": which command, with which options and operands.
#pragma once

#include "cli/command.h"

#include <span>

namespace portico::cli {

struct Parsed {
    const Command* command; // nullptr: help for `topic` is wanted
    Invocation invocation;
    std::string topic; // the words before --help, or empty
};

// Throws UsageError with a sentence that says what to type.
Parsed parseArguments(std::span<const Command> commands, const std::vector<std::string>& arguments);

} // namespace portico::cli
