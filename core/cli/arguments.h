// SPDX-License-Identifier: Apache-2.0
// Parses the arguments of `portico`: the command, its options and operands.
#pragma once

#include "cli/command.h"

#include <span>

namespace portico::cli {

struct Parsed {
    const Command* command; // nullptr: show the help for `topic`
    Invocation invocation;
    std::string topic; // the words before --help, or empty
};

// Throws UsageError with a sentence that says how to use the command.
Parsed parseArguments(std::span<const Command> commands, const std::vector<std::string>& arguments);

} // namespace portico::cli
