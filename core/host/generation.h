// SPDX-License-Identifier: Apache-2.0
// The second half of every start: plugins are started and assembled into what requests are served with. It owns them: it must
// live until its last request has ended, and stops them at its end.
#pragma once

#include "host/assemble.h"
#include "host/lasting.h"
#include "host/setup.h"
#include "loader/plugin_set.h"

#include <chrono>
#include <string>
#include <vector>

namespace portico::host {

class Generation {
public:
    // Throws Refusal with every reason. What is refused but not needed is logged, and the rest serves.
    Generation(Setup setup, Lasting& lasting, Circumstances circumstances = {.number = 1});
    ~Generation();
    Generation(const Generation&) = delete;
    Generation& operator=(const Generation&) = delete;

    unsigned number() const noexcept { return number_; }
    std::chrono::system_clock::time_point began() const noexcept { return began_; }
    const http::Generation& serving() const noexcept { return *assembled_.generation; }
    const config::Settings& settings() const noexcept { return settings_; }
    const loader::PluginSet& plugins() const noexcept { return plugins_; }

private:
    const unsigned number_;
    const std::chrono::system_clock::time_point began_ = std::chrono::system_clock::now();
    http::Log& log_;
    const config::Settings settings_;
    const bool authIsQuarantined_;
    loader::PluginSet plugins_;
    Assembled assembled_;
};

// The sentences of a report that keeps the server from starting.
std::vector<std::string> reasonsOf(const loader::Report& report);

} // namespace portico::host
