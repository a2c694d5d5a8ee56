// SPDX-License-Identifier: Apache-2.0
// The immutable data with which requests are served: routes, plugins, assets, limits. Built by core/host, read by every step. Its
// plugins are started before its first request and stopped after its last one.
#pragma once

#include "capabilities/auth_chain.h"
#include "capabilities/filters.h"
#include "capabilities/misuse.h"
#include "capabilities/pages.h"
#include "capabilities/routes.h"
#include "http/assets/assets.h"
#include "http/generation/lent_memory.h"
#include "http/generation/limits.h"
#include "http/generation/site_metrics.h"
#include "http/log/log.h"
#include "http/routing/csrf.h"
#include "http/routing/guard_rule.h"
#include "http/routing/router.h"

#include <functional>
#include <map>
#include <memory>
#include <variant>

namespace portico::http {

// What a route leads to: a plugin's handler or a page.
struct Target {
    std::string method, path, guardText, summary, plugin;
    GuardRule guard;
    GuardRule extraGuard; // the guard in pages.guards for `path` as written; a visitor must pass both
    bool anyOrigin;
    bool takesPieces; // the handler reads the body itself
    std::variant<capabilities::PluginRoute, std::string> to;
    std::string fault{};         // why a page cannot be shown; then nobody has access
    std::uint64_t bodyLimit = 0; // bytes; 0: the default in limits.*
};

enum class AccessLogFormat { Off, Common, Combined, Json };

// The use of TLS for visitors.
struct TlsSite {
    bool redirect = true; // redirect pages from plain http to https if the server speaks TLS
    std::string hsts;     // Strict-Transport-Security of answers over TLS; empty: none
};

struct Site {
    std::string name, language;
    // `authority`: from server.public_url, how visitors reach the site if the server cannot know; may be empty.
    std::string scheme, authority;
    std::string base{};      // the base path, which precedes every path of the site for visitors: "/app", or empty
    bool baseIsKept = false; // the proxy keeps it: requests contain it
    TlsSite tls{};
    std::vector<std::string> hosts{}; // names that the site answers to; empty: any
};

// For rendered pages and answers of handlers; used by the step compress.
struct Compression {
    bool enabled = true;
    std::size_t least = 1024; // bytes of a body
};

struct Snapshot {
    Router router;
    std::vector<Target> targets; // indexed by the router's numbers
    std::optional<capabilities::AuthChain> auth;
    std::optional<capabilities::Pages> pages;
    Assets assets;
    Csrf csrf;
    Limits limits;
    Site site;
    AccessLogFormat accessLogFormat = AccessLogFormat::Off;
    Compression compression;
    Log& log;
    unsigned number = 0;
    Assets rootFiles{{}}; // robots.txt, favicon.ico, .well-known/: from the folders _root
    std::map<std::string, GuardRule, std::less<>> pathGuards{}; // pages.guards, by the path of a request
    bool authIsDown = false;                // there is an auth plugin, but it cannot run: nobody can be identified
    std::vector<std::string> pageFolders{}; // pages.directories, for messages
    // In development mode only: plugins borrow copies that do not outlive the call, and exchanges check who calls them.
    std::shared_ptr<ReturnedMemory> returnedMemory{};
    std::shared_ptr<capabilities::KeptTables> exchanges{};
    // Appended to every HTML page in development mode; `reason` is the reason of an error page, `number` the number of the
    // generation, `base` the base path.
    std::function<std::string(std::string_view reason, unsigned number, const std::string& base)> pageEnd{};
    SiteMetrics metrics{}; // counts requests
    capabilities::Filters filters{};
};

} // namespace portico::http
