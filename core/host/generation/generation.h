// SPDX-License-Identifier: Apache-2.0
// The second half of every start and reload: starts the plugins and assembles the snapshot with which requests are served. Owns
// both: it must live until its last request has ended, and its destructor stops the plugins.
#pragma once

#include "host/generation/assemble.h"
#include "host/generation/setup.h"
#include "host/services/services.h"
#include "loader/run/plugin_set.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace portico::host {

class Generation {
public:
    // Throws Refusal with every reason. Faulty plugins and pages that the configuration does not require are left out, and the
    // rest serves.
    Generation(Setup setup, ProcessState& processState, GenerationOptions generationOptions = {.number = 1});
    ~Generation();
    Generation(const Generation&) = delete;
    Generation& operator=(const Generation&) = delete;

    unsigned number() const noexcept { return number_; }
    std::chrono::system_clock::time_point began() const noexcept { return began_; }
    const http::Snapshot& serving() const noexcept { return *parts_.assembled.generation; }
    const config::Settings& settings() const noexcept { return settings_; }
    const loader::PluginSet& plugins() const noexcept { return parts_.plugins; }
    const TaskSet& tasks() const noexcept { return parts_.services->tasks(); }

    // What is left out: refused plugins, and pages that cannot be served, which have no hash.
    std::vector<loader::Refusal> leftOut() const;
    const std::vector<std::string>& unserved() const noexcept; // the pages among them
    const std::vector<std::string>& warnings() const noexcept;
    // Plugins that were refused for their routes, with the reasons as complete clauses.
    const std::map<std::string, std::vector<std::string>>& refusedRoutes() const noexcept { return refusedRoutes_; }

private:
    struct Parts {
        loader::PluginSet plugins;
        Assembled assembled;
        std::shared_ptr<const Services> services;
    };
    Parts build(Setup& setup, ProcessState& processState, GenerationOptions generationOptions);
    void refuse(Setup& setup, const std::map<std::string, std::vector<std::string>>& refused);

    const unsigned number_;
    const std::chrono::system_clock::time_point began_ = std::chrono::system_clock::now();
    http::Log& log_;
    const config::Settings settings_;
    std::map<std::string, std::vector<std::string>> refusedRoutes_;
    Parts parts_;
};

std::vector<std::string> sentencesOf(const std::vector<loader::Refusal>& refusals);

// The entries of `next` that are not in `known` with the same file (plugins) or the same reason (pages).
std::vector<loader::Refusal> newlyLeftOut(std::vector<loader::Refusal> next, const std::vector<loader::Refusal>& known);

// The sentences of a report that prevents the server from starting.
std::vector<std::string> reasonsOf(const loader::Report& report);

} // namespace portico::host
