// SPDX-License-Identifier: Apache-2.0
// Builds generations: reads the configuration, tries the plugins in a process of their own, starts them here and assembles what
// they serve. Nothing of what serves meanwhile is touched. Runs code of plugins, so it belongs on the worker; a build that is
// late may still run when the next one begins.
#pragma once

#include "host/generation/generation.h"
#include "host/process/options.h"
#include "host/trial/trial_loads.h"

#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace portico::host {

struct Built {
    std::unique_ptr<Generation> generation{};     // null: it was refused
    std::shared_ptr<const http::wire::Tls> tls{}; // to be published with it
    std::exception_ptr refusal{};
    std::vector<std::string> waitingForRestart{}; // keys that have changed since the start, and are not taken on
};

class Builder {
public:
    Builder(Options options, ProcessState& processState, GenerationOptions generationOptions = {});

    // `known`: what the running generation leaves out; the same left out again keeps nobody from reloading. Null: nothing runs yet,
    // and whatever the configuration does not ask for may be left out.
    Built build(unsigned number, const std::vector<loader::Refusal>* known) noexcept;

private:
    Built tryToBuild(unsigned number, const std::vector<loader::Refusal>* known);

    const Options options_;
    ProcessState& processState_;
    const GenerationOptions generationOptions_;
    std::optional<config::Settings> start_; // of the first one, before any other is built
    TrialLoads trialLoads_{options_};
};

// Every reason of a refusal.
std::vector<std::string> reasonsOf(const std::exception_ptr& refusal);

} // namespace portico::host
