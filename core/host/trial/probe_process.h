// SPDX-License-Identifier: Apache-2.0
// The inside of a probe process: builds the whole generation as the server does, destroys it again, and observes every step of
// every plugin. Called only by the internal command `portico probe`.
#pragma once

#include "host/process/options.h"

#include <set>
#include <string>

namespace portico::host {

void runProbe(const Options& options, const std::set<std::string>& without);

} // namespace portico::host
