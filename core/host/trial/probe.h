// SPDX-License-Identifier: Apache-2.0
// A process in which the plugins of a configuration live once, from load to destroy, before they come into the server: it may
// crash, hang, print and litter there. The server's end; what happens inside is probe_process.h.
#pragma once

#include "host/process/options.h"
#include "host/trial/probe_report.h"

#include <set>
#include <string>
#include <vector>

namespace portico::host {

struct ProbeResult {
    ProbeReport report{};
    std::string failure{}; // of the process, if no plugin can be named for it
};

// Plugins in `without` are left out there, as refused ones are. Takes as long as the plugins do, each step at most five seconds.
ProbeResult probe(const Options& options, const std::set<std::string>& without);

} // namespace portico::host
