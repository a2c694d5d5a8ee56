// SPDX-License-Identifier: Apache-2.0
// Conditions that need attention while the server keeps serving: certificates that are out of date, addresses that this machine
// does not have, plugins that run from memory because their cache cannot be used. Such conditions come and go, so they are
// determined each time: at the start, once a day for the log, and by `portico status`.
#pragma once

#include "host/services/process_state.h"

#include <ctime>
#include <string>
#include <vector>

namespace portico::host {

// May be called on any thread while the server runs. One sentence each.
std::vector<std::string> healthWarnings(const ProcessState& processState, std::time_t now);

} // namespace portico::host
