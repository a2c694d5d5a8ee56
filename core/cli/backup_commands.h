// SPDX-License-Identifier: Apache-2.0
// `portico backup` and `restore`.
#pragma once

#include "cli/command.h"

namespace portico::cli {

std::vector<Command> backupCommands();

} // namespace portico::cli
