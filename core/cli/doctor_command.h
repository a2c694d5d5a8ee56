// SPDX-License-Identifier: Apache-2.0
// `portico doctor`.
#pragma once

#include "cli/command.h"

#include <vector>

namespace portico::cli {

std::vector<Command> doctorCommands();

} // namespace portico::cli
