// SPDX-License-Identifier: Apache-2.0
// All routes of a generation, from the host, the plugins and the pages, added to its router in the order of precedence. A plugin with a
// route that cannot be served, or that has an earlier owner, is left out with all its routes, because nobody has tested half a plugin.
// A page that cannot be served affects only itself: the path of a broken page answers 500, even if a plugin has a route there.
#pragma once

#include "host/generation/assemble.h"
#include "host/generation/precedence.h"

#include <map>

namespace portico::host {

class SiteRoutes {
public:
    SiteRoutes(http::Snapshot& generation, const config::Settings& settings, Assembled& result);

    // `own`: the routes of the host, which precede all others.
    void add(const std::vector<capabilities::Provided>& own, std::vector<capabilities::Provided> plugins);

private:
    struct RouteBatch {
        std::string plugin;
        std::vector<http::Target> targets{};
        std::vector<std::string> faults{};
    };

    RouteBatch routeBatchOf(const capabilities::Provided& provided) const;
    std::vector<http::Target> pages();
    http::Target targetOf(const capabilities::Page& page, const std::string& plugin) const;
    bool isOverridden(const http::Target& target) const;
    bool isBehindBrokenPage(const http::Target& target);
    void place(RouteBatch batch);
    void placePages(std::vector<http::Target> pages);
    std::string faultOf(const http::Target& target, http::Router& own) const;
    std::string taken(const http::Target& target, const std::string& why) const;
    const http::Target* served(std::string_view method, std::string_view path) const;
    void put(http::Target target);
    void reportIdleSettings();
    bool isServed(const std::string& path) const;
    http::GuardRule extraGuard(std::string_view path) const;

    http::Snapshot& generation_;
    const Precedence precedence_;
    const config::Table& guards_;
    const std::string defaultAccess_; // of pages without an access comment
    std::map<std::pair<std::string, std::string>, std::string>
        owned_; // method and shape of the path -> plugin, from routes.owners
    Assembled& result_;
};

} // namespace portico::host
