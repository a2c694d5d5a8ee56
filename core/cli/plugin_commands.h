// SPDX-License-Identifier: Apache-2.0
// `portico plugins ...`: what is installed, what it says of itself, and whether it would be loaded.
#pragma once

#include "cli/command.h"

#include <vector>

namespace portico::cli {

std::vector<Command> pluginCommands();

} // namespace portico::cli
