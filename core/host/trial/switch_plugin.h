// SPDX-License-Identifier: Apache-2.0
// `portico plugins disable` and `enable` while no server runs. The running server does the same with a reload
// (host/control/plugin_changes.h).
#pragma once

#include "host/process/options.h"

#include <string>

namespace portico::host {

enum class Switch { on, off };

// Throws std::runtime_error if there is nothing to switch, and Refusal, with everything as before, if the server would not start
// afterwards or would leave out more than now.
void switchPlugin(const Options& options, const std::string& plugin, Switch to);

} // namespace portico::host
