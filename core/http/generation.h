// SPDX-License-Identifier: Apache-2.0
// Everything that requests are served with: routes, plugins, assets, limits. Immutable once it serves; built by core/host,
// read by every step. The plugins in it are started before and stopped after its last request.
#pragma once

#include "capabilities/auth.h"
#include "capabilities/pages.h"
#include "capabilities/routes.h"
#include "http/assets.h"
#include "http/csrf.h"
#include "http/guard_rule.h"
#include "http/limits.h"
#include "http/log.h"
#include "http/router.h"

#include <functional>
#include <memory>
#include <variant>

namespace portico::http {

// Where a route leads: to a plugin's handler, or to a page.
struct Target {
    std::string method, path, guardText, summary, plugin;
    GuardRule guard;
    GuardRule extraGuard; // pages.guards of the configuration; a visitor must pass both
    bool anyOrigin;
    bool takesPieces; // the handler reads the body itself
    std::variant<capabilities::PluginRoute, std::string> to;
};

enum class AccessForm { Off, Common, Combined, Json };

// What is promised to visitors about TLS.
struct TlsSite {
    bool redirect = true; // pages that are asked for over plain http are there over https only, if the server speaks it
    std::string hsts;     // Strict-Transport-Security of what is answered over TLS; empty: none
};

struct Site {
    std::string name, language;
    std::string scheme,
        authority; // of server.public_url: how visitors reach the site where the server cannot know; or empty
    TlsSite tls{};
    std::vector<std::string> hosts{}; // names that it answers to; empty: any
};

// Of rendered pages and what handlers write; step compress.
struct Compression {
    bool enabled = true;
    std::size_t least = 1024; // bytes of a body
};

struct Generation {
    Router router;
    std::vector<Target> targets; // the router's numbers are indexes in here
    std::optional<capabilities::Auth> auth;
    std::optional<capabilities::Pages> pages;
    Assets assets;
    Csrf csrf;
    Limits limits;
    Site site;
    AccessForm accessForm = AccessForm::Off;
    Compression compression;
    Log& log;
    unsigned number = 0;
    bool authIsDown = false; // there is an auth plugin, but it may not run: nobody can be identified
    // Put at the end of every page for people; `reason` says why it is an error page, `number` of which generation. Only where
    // developers look at the site.
    std::function<std::string(std::string_view reason, unsigned number)> pageEnd{};
};

} // namespace portico::http
