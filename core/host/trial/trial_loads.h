// SPDX-License-Identifier: Apache-2.0
// Which plugins may come into the server: those that lived once in a process of their own without harm. What was tried with the
// same files and settings is not tried again. For any thread.
#pragma once

#include "host/generation/setup.h"
#include "host/process/options.h"
#include "host/trial/probe_report.h"

#include <mutex>
#include <set>
#include <string>

namespace portico::host {

// Builds what serve would build in a process of its own, again and again without the plugins that did harm there, and adds to each
// plugin what was found against it. What the last one told. Throws std::runtime_error if that cannot be found out.
ProbeReport trialLoad(const Options& options, Setup& setup);

class TrialLoads {
public:
    explicit TrialLoads(const Options& options) : options_(options) {}

    // Adds to each plugin what was found against it. Throws std::runtime_error if that cannot be found out.
    void judge(Setup& setup);

private:
    bool hasPassed(const std::string& combination);
    void pass(const std::string& combination);

    const Options& options_;
    std::mutex mutex_;
    std::set<std::string> passed_; // combinations of files and settings
};

} // namespace portico::host
