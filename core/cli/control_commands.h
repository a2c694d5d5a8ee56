// SPDX-License-Identifier: Apache-2.0
// `portico reload` and `status`: ask the running server.
#pragma once

#include "cli/command.h"

#include <vector>

namespace portico::cli {

std::vector<Command> controlCommands();

} // namespace portico::cli
