// SPDX-License-Identifier: Apache-2.0
// The providers of all capabilities: the result of choosing and starting plugins, and the only view that requests have of them.
// Users and sessions are called through the SDK's UsersProvider and SessionsProvider.
#pragma once

#include "capabilities/plugin_stats.h"

#include <portico/abi.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::capabilities {

// One capability of one started plugin. The table stays valid until that plugin is destroyed.
struct Provided {
    std::string plugin;
    portico_provider provider;
    PluginStats* stats = nullptr; // of its file; nullptr: not counted
};

struct Registry {
    std::optional<Provided> users, sessions, pages; // at most one plugin each
    std::vector<Provided> auth;                     // usually one; a chain in the order of the configuration
    std::vector<Provided> routes, backups, filters; // any number, in start order

    // The provider of an exclusive capability by its id; nullptr if there is no provider, a chain of several, or the id is unknown.
    const Provided* find(std::string_view id) const noexcept;
    void add(std::string_view id, Provided provided);
};

} // namespace portico::capabilities
