// SPDX-License-Identifier: Apache-2.0
// `portico user ...`: works on the store of the users plugin directly, whether the server runs or not.
#pragma once

#include "cli/command.h"

#include <vector>

namespace portico::cli {

std::vector<Command> userCommands();

} // namespace portico::cli
