// SPDX-License-Identifier: Apache-2.0
// Looks at an installation: configuration, certificates, plugins, files, addresses, descriptors, proxies, users, clock, disk. Changes
// nothing but what a start of the server makes in its state folder.
#pragma once

#include "host/process/options.h"

#include <string>
#include <vector>

namespace portico::host {

enum class Verdict { Good, Notice, Bad }; // Notice: it serves, but somebody should look

struct Finding {
    Verdict verdict;
    std::string subject;  // "files"
    std::string sentence; // what is so
    std::string remedy{}; // what to type; may be empty
};

// Never throws for what is wrong with the installation: that is a finding.
std::vector<Finding> examine(const Options& options);

} // namespace portico::host
