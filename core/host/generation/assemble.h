// SPDX-License-Identifier: Apache-2.0
// Started plugins and the configuration -> the generation that requests are served with: routes, pages, guards, assets.
// Not here: starting plugins (core/loader), serving (core/http).
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
    // Plugins with routes that cannot be served, and why, in whole clauses. With one it must not serve: build it without them.
    std::map<std::string, std::vector<std::string>> refused{};
    std::vector<std::string> unserved{}; // pages that are left out or broken, guards for nothing
    std::vector<std::string> warnings{}; // it serves, but somebody should look
};

// What neither plugins nor configuration say.
struct GenerationOptions {
    unsigned number = 0;
    bool authIsDown = false;
    std::function<std::string(std::string_view, unsigned, const std::string&)>
        pageEnd{};                                          // see http/generation/snapshot.h
    std::shared_ptr<http::ReturnedMemory> returnedMemory{}; // see http/generation/snapshot.h
    std::vector<capabilities::Provided> ownRoutes{};        // what the host itself serves
};

// `pluginAssets`: where each plugin in use has its static files; searched after those of the pages.
Assembled assemble(const capabilities::Registry& registry, const config::Settings& settings,
                   const std::vector<http::Assets::Place>& pluginAssets, const http::Csrf::Key& csrfKey, http::Log& log,
                   const GenerationOptions& generationOptions = {});

} // namespace portico::host
