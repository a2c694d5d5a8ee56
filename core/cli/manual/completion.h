// SPDX-License-Identifier: Apache-2.0
// Shell completions for `portico`, generated from the table of commands.
#pragma once

#include "cli/command.h"

#include <span>
#include <string>

namespace portico::cli {

std::string bashCompletion(std::span<const Command> commands);
std::string zshCompletion(std::span<const Command> commands);

} // namespace portico::cli
