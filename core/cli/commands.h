// SPDX-License-Identifier: Apache-2.0
// The table of all commands, and its parts.
#pragma once

#include "cli/command.h"

#include <span>
#include <vector>

namespace portico::cli {

std::span<const Command> commands();

std::vector<Command> serverCommands();  // serve, check, routes, config show
std::vector<Command> controlCommands(); // reload and status, which talk to the running server
std::vector<Command> doctorCommands();
std::vector<Command> pluginCommands(); // plugins ...
std::vector<Command> userCommands(); // user ..., which works directly on the user store, whether the server runs or not
std::vector<Command> userChangeCommands(); // of those: role, rename, disable and enable
std::vector<Command> backupCommands();     // backup and restore

} // namespace portico::cli
