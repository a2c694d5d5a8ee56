// SPDX-License-Identifier: Apache-2.0
// The second half of every start: plugins are started and assembled into what requests are served with. It owns them: it must
// live until its last request has ended, and stops them at its end.
#pragma once

#include "host/assemble.h"
#include "host/setup.h"
#include "loader/plugin_set.h"

#include <memory>
#include <string>
#include <vector>

namespace portico::host {

class Generation {
public:
    // Throws Refusal with every reason. What is refused but not needed is logged, and the rest serves.
    Generation(Setup setup, http::Log& log);
    ~Generation();
    Generation(const Generation&) = delete;
    Generation& operator=(const Generation&) = delete;

    const std::shared_ptr<const http::Generation>& serving() const noexcept { return assembled_.generation; }
    std::size_t plugins() const noexcept { return plugins_.plugins().size(); }

private:
    http::Log& log_;
    loader::PluginSet plugins_;
    Assembled assembled_;
};

// The sentences of a report that keeps the server from starting.
std::vector<std::string> reasonsOf(const loader::Report& report);

// What the configuration wants of the plugins that are installed.
loader::Wishes wishesOf(const Setup& setup);

} // namespace portico::host
