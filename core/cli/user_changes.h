// SPDX-License-Identifier: Apache-2.0
// `portico user role`, `rename`, `disable` and `enable`: what changes a user and leaves the password alone.
#pragma once

#include "cli/command.h"

#include <vector>

namespace portico::cli {

std::vector<Command> userChangeCommands();

} // namespace portico::cli
