// SPDX-License-Identifier: Apache-2.0
// Everything that requests are served with: routes, plugins, assets, limits. Immutable once it serves; built by core/host,
// read by every step. The plugins in it are started before and stopped after its last request.
#pragma once

#include "capabilities/auth.h"
#include "capabilities/pages.h"
#include "capabilities/routes.h"
#include "http/assets/assets.h"
#include "http/generation/lent_memory.h"
#include "http/generation/limits.h"
#include "http/log/log.h"
#include "http/routing/csrf.h"
#include "http/routing/guard_rule.h"
#include "http/routing/router.h"

#include <functional>
#include <map>
#include <memory>
#include <variant>

namespace portico::http {

// Where a route leads: to a plugin's handler, or to a page.
struct Target {
    std::string method, path, guardText, summary, plugin;
    GuardRule guard;
    GuardRule extraGuard; // what pages.guards has for `path` as it is written; a visitor must pass both
    bool anyOrigin;
    bool takesPieces; // the handler reads the body itself
    std::variant<capabilities::PluginRoute, std::string> to;
    std::string fault{};         // of a page that cannot be shown: why; nobody may see it
    std::uint64_t bodyLimit = 0; // bytes; 0: what limits.* says
};

enum class AccessLogFormat { Off, Common, Combined, Json };

// What is promised to visitors about TLS.
struct TlsSite {
    bool redirect = true; // pages that are asked for over plain http are there over https only, if the server speaks it
    std::string hsts;     // Strict-Transport-Security of what is answered over TLS; empty: none
};

struct Site {
    std::string name, language;
    std::string scheme,
        authority; // of server.public_url: how visitors reach the site where the server cannot know; or empty
    std::string
        base{}; // the path of server.public_url, which stands before every path of the site for visitors: "/app", or empty
    bool baseIsKept = false; // by the proxy: requests come with it
    TlsSite tls{};
    std::vector<std::string> hosts{}; // names that it answers to; empty: any
};

// Of rendered pages and what handlers write; step compress.
struct Compression {
    bool enabled = true;
    std::size_t least = 1024; // bytes of a body
};

struct Snapshot {
    Router router;
    std::vector<Target> targets; // the router's numbers are indexes in here
    std::optional<capabilities::Auth> auth;
    std::optional<capabilities::Pages> pages;
    Assets assets;
    Csrf csrf;
    Limits limits;
    Site site;
    AccessLogFormat accessLogFormat = AccessLogFormat::Off;
    Compression compression;
    Log& log;
    unsigned number = 0;
    Assets rootFiles{{}}; // robots.txt, favicon.ico, .well-known/: of the folders _root
    std::map<std::string, GuardRule, std::less<>> pathGuards{}; // pages.guards, for the path of a request
    bool authIsDown = false;                // there is an auth plugin, but it may not run: nobody can be identified
    std::vector<std::string> pageFolders{}; // pages.directories, for messages
    std::shared_ptr<ReturnedMemory>
        returnedMemory{}; // where developers look: plugins are lent copies, which do not outlive the call
    // Put at the end of every page for people; `reason` says why it is an error page, `number` of which generation, `base` is that of
    // the site. Only where developers look at the site.
    std::function<std::string(std::string_view reason, unsigned number, const std::string& base)> pageEnd{};
};

} // namespace portico::http
