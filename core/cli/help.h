// SPDX-License-Identifier: Apache-2.0
// What `portico help` and `portico COMMAND --help` print, made from the table of commands.
#pragma once

#include "cli/command.h"

#include <iosfwd>
#include <span>

namespace portico::cli {

// Every command, or those whose words begin with `topic`, these with their options. False: there is none.
bool printHelp(std::span<const Command> commands, std::string_view topic, std::ostream& out);

} // namespace portico::cli
