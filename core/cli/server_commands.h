// SPDX-License-Identifier: Apache-2.0
// `portico serve`, `check`, `routes` and `config show`.
#pragma once

#include "cli/command.h"

#include <vector>

namespace portico::cli {

std::vector<Command> serverCommands();

} // namespace portico::cli
