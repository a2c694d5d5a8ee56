// SPDX-License-Identifier: Apache-2.0
// `portico user ...`: works directly on the user store, whether the server runs or not.
#pragma once

#include "cli/command.h"

#include <vector>

namespace portico::cli {

std::vector<Command> userCommands();

} // namespace portico::cli
