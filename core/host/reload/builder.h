// SPDX-License-Identifier: Apache-2.0
// Builds generations: reads the configuration, runs the trial load, starts the plugins and assembles the snapshot. Does not touch
// the generation that serves meanwhile. Runs plugin code, so it belongs on the worker; a late build may still run when the next
// one begins.
#pragma once

#include "host/generation/generation.h"
#include "host/process/options.h"
#include "host/trial/trial_loads.h"

#include <exception>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace portico::host {

struct Built {
    std::unique_ptr<Generation> generation{};     // null if it was refused
    std::shared_ptr<const http::wire::Tls> tls{}; // to be published with it
    std::exception_ptr refusal{};
    std::vector<std::string> waitingForRestart{}; // keys that have changed since the start and apply at a restart
};

class Builder {
public:
    Builder(Options options, ProcessState& processState, GenerationOptions generationOptions = {});

    // `known`: what the running generation leaves out; leaving out the same again does not refuse the reload. Null: nothing runs
    // yet, and whatever the configuration does not require may be left out. `fresh`: plugins whose libraries are mapped anew.
    Built build(unsigned number, const std::vector<loader::Refusal>* known,
                const std::set<std::string>& fresh = {}) noexcept;

private:
    Built tryToBuild(unsigned number, const std::vector<loader::Refusal>* known, const std::set<std::string>& fresh);

    const Options options_;
    ProcessState& processState_;
    const GenerationOptions generationOptions_;
    std::optional<config::Settings> start_; // settings of the first build
    TrialLoads trialLoads_{options_};
};

// Every reason of a refusal.
std::vector<std::string> reasonsOf(const std::exception_ptr& refusal);

} // namespace portico::host
