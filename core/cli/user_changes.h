// SPDX-License-Identifier: Apache-2.0
// `portico user role`, `rename`, `disable` and `enable`: changes of a user other than the password.
#pragma once

#include "cli/command.h"

#include <vector>

namespace portico::cli {

std::vector<Command> userChangeCommands();

} // namespace portico::cli
