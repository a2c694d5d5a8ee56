// SPDX-License-Identifier: Apache-2.0
// The output of `portico help` and `portico COMMAND --help`, generated from the table of commands.
#pragma once

#include "cli/command.h"

#include <iosfwd>
#include <span>

namespace portico::cli {

// Prints all commands, or those whose words begin with `topic`, with their options. Returns false if there is none.
bool printHelp(std::span<const Command> commands, std::string_view topic, std::ostream& out);

} // namespace portico::cli
