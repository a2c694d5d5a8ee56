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

    // Each throws std::runtime_error if no plugin provides it. sessions() also throws if the sessions are in the memory of the
    // server, which is another process.
    Users& users();
    Sessions& sessions();

    // A change of the user, which ends the sessions in every server. Here they end at once, unless they are in a server's memory.
    void endSessionsOf(const std::string& userId);

private:
    ServerLog log_;
    ProcessState processState_;
    loader::PluginSet plugins_;
    std::optional<capabilities::NormalizingUsers> users_;
    std::optional<SessionsProvider> sessions_;
};

} // namespace portico::host
