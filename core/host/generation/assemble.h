// SPDX-License-Identifier: Apache-2.0
// Turns started plugins and the configuration into the snapshot with which requests are served: routes, pages, guards,
// assets. Neither starts plugins (core/loader) nor serves (core/http).
#pragma once

#include "capabilities/registry.h"
#include "config/settings.h"
#include "http/generation/snapshot.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace portico::host {

struct Assembled {
    std::shared_ptr<const http::Snapshot> generation;
    // Plugins with routes that cannot be served, and why, as complete clauses. If there is one, the snapshot must not be used:
    // build it again without these plugins.
    std::map<std::string, std::vector<std::string>> refused{};
    std::vector<std::string> unserved{}; // pages that are left out or broken, and guards for nothing
    std::vector<std::string> warnings{}; // the site serves, but needs attention
};

// What is determined neither by plugins nor by the configuration.
struct GenerationOptions {
    unsigned number = 0;
    bool authIsDown = false;
    std::function<std::string(std::string_view, unsigned, const std::string&)>
        pageEnd{};                                          // see http/generation/snapshot.h
    std::shared_ptr<http::ReturnedMemory> returnedMemory{}; // see http/generation/snapshot.h
    std::shared_ptr<capabilities::KeptTables> exchanges{};  // see http/generation/snapshot.h
    std::vector<capabilities::Provided> ownRoutes{};        // what the host itself serves
    metrics::Registry* metrics = nullptr;                   // counts requests; null: not counted
};

// `pluginAssets`: the asset folders of the plugins in use; searched after those of the pages.
Assembled assemble(const capabilities::Registry& registry, const config::Settings& settings,
                   const std::vector<http::Assets::Place>& pluginAssets, const http::Csrf::Key& csrfKey, http::Log& log,
                   const GenerationOptions& generationOptions = {});

} // namespace portico::host
