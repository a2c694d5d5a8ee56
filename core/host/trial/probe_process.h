// SPDX-License-Identifier: Apache-2.0
// What happens in a probe process: the whole generation is built as the server builds it, and taken down again, while every step
// of every plugin is watched. Called by the command `portico probe` only, which is no command for people.
#pragma once

#include "host/process/options.h"

#include <set>
#include <string>

namespace portico::host {

void runProbe(const Options& options, const std::set<std::string>& without);

} // namespace portico::host
