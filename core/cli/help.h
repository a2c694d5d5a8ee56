// SPDX-License-Identifier: Apache-2.0
// The output of `portico help` and `portico COMMAND --help`, and the message for an unknown command: its possible continuations, or
// the command that was probably meant. Generated from the table of commands.
#pragma once

#include "cli/command.h"

#include <iosfwd>
#include <span>

namespace portico::cli {

// Prints all commands, or those whose words begin with `topic`, with their options. Returns false if there is none.
bool printHelp(std::span<const Command> commands, std::string_view topic, std::ostream& out);

// `typed` contains all arguments up to the first option.
UsageError unknownCommand(std::span<const Command> commands, const std::string& typed);

} // namespace portico::cli
