// SPDX-License-Identifier: Apache-2.0
// The server's side of a probe process, in which the plugins of a configuration run once, from load to destroy, before they are
// loaded into the server. There they may crash, hang, print and leave resources behind. The probe process itself is in
// probe_process.h.
#pragma once

#include "host/process/options.h"
#include "host/trial/probe_report.h"

#include <set>
#include <string>
#include <vector>

namespace portico::host {

struct ProbeResult {
    ProbeReport report{};
    std::string failure{}; // of the process, if no plugin can be identified as its cause
};

// Plugins in `without` are left out like refused ones. Takes as long as the plugins need, at most five seconds per step
// (not counting the time in which the machine let other processes run).
ProbeResult probe(const Options& options, const std::set<std::string>& without);

} // namespace portico::host
