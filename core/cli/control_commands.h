// SPDX-License-Identifier: Apache-2.0
// `portico reload` and `status`: ask the running server.
#pragma once

#include "cli/command.h"
#include "cli/control_answer.h"

#include <vector>

namespace portico::cli {

std::vector<Command> controlCommands();

// Says what a reload did. Throws host::Refusal if it was refused.
void tellReload(const ControlAnswer& answer);

} // namespace portico::cli
