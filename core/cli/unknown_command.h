// SPDX-License-Identifier: Apache-2.0
// What to say about words that are no command: what can stand behind them, or what was probably meant.
#pragma once

#include "cli/command.h"

#include <span>

namespace portico::cli {

// `typed` is everything up to the first option.
UsageError unknownCommand(std::span<const Command> commands, const std::string& typed);

} // namespace portico::cli
