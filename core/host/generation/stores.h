// SPDX-License-Identifier: Apache-2.0
// The stores of users and sessions without a server: for the commands that look after users. Only the plugins that these two
// need are started.
#pragma once

#include "capabilities/normalizing_users.h"
#include "host/process/options.h"
#include "host/services/process_state.h"
#include "loader/run/plugin_set.h"

#include <portico/providers.hpp>

#include <set>

namespace portico::host {

class Stores {
public:
    // Without plugins in `without`, as if they were refused. Throws Refusal.
    explicit Stores(const Options& options, const std::set<std::string>& without = {});

    // Each throws std::runtime_error if no plugin provides it; of sessions also if they are in the memory of another process, the
    // server.
    Users& users();
    Sessions& sessions();

    // Behind a change of the user, which alone ends them in every server: here they go at once, as far as they are outside of its memory.
    void endSessionsOf(const std::string& userId);

private:
    ServerLog log_;
    ProcessState processState_;
    loader::PluginSet plugins_;
    std::optional<capabilities::NormalizingUsers> users_;
    std::optional<SessionsProvider> sessions_;
};

} // namespace portico::host
