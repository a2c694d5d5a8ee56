// SPDX-License-Identifier: Apache-2.0
// `portico reload`: asks the running server.
#pragma once

#include "cli/command.h"

#include <vector>

namespace portico::cli {

std::vector<Command> controlCommands();

} // namespace portico::cli
