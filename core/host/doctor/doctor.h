// SPDX-License-Identifier: Apache-2.0
// Examines an installation: configuration, certificates, plugins, files, addresses, descriptors, proxies, users, clock, disk.
// Changes nothing except what a start of the server creates in state.directory.
#pragma once

#include "host/process/options.h"

#include <string>
#include <vector>

namespace portico::host {

enum class Verdict { Good, Notice, Bad }; // Notice: it works, but needs attention

struct Finding {
    Verdict verdict;
    std::string subject;  // "files"
    std::string sentence; // what was found
    std::string remedy{}; // a command to enter; may be empty
};

// Does not throw for faults of the installation: they are findings.
std::vector<Finding> examine(const Options& options);

} // namespace portico::host
