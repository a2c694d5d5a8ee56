// SPDX-License-Identifier: Apache-2.0
// The user and session stores without a server, for the commands that manage users. Starts only the plugins that these two
// need.
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
    // Treats the plugins in `without` as refused. Throws Refusal.
    explicit Stores(const Options& options, const std::set<std::string>& without = {});

    // Each throws std::runtime_error if no plugin provides it.
    Users& users();
    Sessions& sessions();

    // Has an effect only if the session store exists outside of the running server.
    void endSessionsOf(const std::string& userId);

private:
    ServerLog log_;
    ProcessState processState_;
    loader::PluginSet plugins_;
    std::optional<capabilities::NormalizingUsers> users_;
    std::optional<SessionsProvider> sessions_;
};

} // namespace portico::host
