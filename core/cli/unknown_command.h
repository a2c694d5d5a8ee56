// SPDX-License-Identifier: Apache-2.0
// The message for an unknown command: its possible continuations, or the command that was probably meant.
#pragma once

#include "cli/command.h"

#include <span>

namespace portico::cli {

// `typed` contains all arguments up to the first option.
UsageError unknownCommand(std::span<const Command> commands, const std::string& typed);

} // namespace portico::cli
