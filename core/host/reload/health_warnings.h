// SPDX-License-Identifier: Apache-2.0
// What is not as it should be while the server serves all the same: certificates that are out of date, addresses that this machine
// does not have, plugins that run from memory because their cache cannot be used. Such things come and go by themselves, so they are
// asked for anew each time: at the start, once a day for the log, and by `portico status`.
#pragma once

#include "host/services/process_state.h"

#include <ctime>
#include <string>
#include <vector>

namespace portico::host {

// By any thread, while the server runs. A sentence each.
std::vector<std::string> healthWarnings(const ProcessState& processState, std::time_t now);

} // namespace portico::host
