// SPDX-License-Identifier: Apache-2.0
// The table of all commands.
#pragma once

#include "cli/command.h"

#include <span>

namespace portico::cli {

std::span<const Command> commands();

} // namespace portico::cli
