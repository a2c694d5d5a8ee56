// SPDX-License-Identifier: Apache-2.0
// Decides which plugins may be loaded into the server: those that have passed a trial load. The same files and settings are not
// tried again. May be used by any thread.
#pragma once

#include "base/mutex.h"
#include "host/generation/setup.h"
#include "host/process/options.h"
#include "host/trial/probe_report.h"

#include <set>
#include <string>

namespace portico::host {

// Builds in a probe process what serve would build, repeatedly and without the plugins that did harm there, and adds the problems
// found to each plugin. Returns the last report. Throws std::runtime_error if the trial load is impossible.
ProbeReport trialLoad(const Options& options, Setup& setup);

class TrialLoads {
public:
    explicit TrialLoads(const Options& options) : options_(options) {}

    // Adds the problems found to each plugin. Throws std::runtime_error if the trial load is impossible.
    void judge(Setup& setup);

private:
    bool hasPassed(const std::string& combination) PORTICO_EXCLUDES(mutex_);
    void pass(const std::string& combination) PORTICO_EXCLUDES(mutex_);

    const Options& options_;
    Mutex mutex_;
    std::set<std::string> passed_ PORTICO_GUARDED_BY(mutex_); // combinations of files and settings
};

} // namespace portico::host
