// SPDX-License-Identifier: Apache-2.0
// `portico reload` and `status`, which talk to the running server.
#pragma once

#include "cli/command.h"
#include "cli/control_answer.h"

#include <vector>

namespace portico::cli {

std::vector<Command> controlCommands();

// Prints the result of a reload. Throws host::Refusal if it was refused.
void tellReload(const ControlAnswer& answer);

} // namespace portico::cli
