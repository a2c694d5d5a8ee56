// SPDX-License-Identifier: Apache-2.0
// Lists the routes of a plugin and calls their handlers. http/routing interprets paths and guards.
#pragma once

#include "capabilities/call.h"
#include "capabilities/registry.h"

#include <portico/error.hpp>

#include <vector>

namespace portico::capabilities {

// One route of one plugin. Valid until that plugin is destroyed.
struct PluginRoute {
    std::string plugin;
    void* self;
    const portico_route* route;
    PluginStats* stats = nullptr;

    std::string_view method() const noexcept { return view(route->method); }
    std::string_view path() const noexcept { return view(route->path); }
    std::string_view guard() const noexcept { return view(route->guard); }
    std::string_view summary() const noexcept { return view(route->summary); }
    bool anyOrigin() const noexcept { return (route->flags & PORTICO_ROUTE_ANY_ORIGIN) != 0; }
    std::uint64_t bodyLimit() const noexcept {
        return PORTICO_HAS(route, portico_route, body_limit) ? route->body_limit : 0;
    }
    bool takesPieces() const noexcept { return (route->flags & PORTICO_ROUTE_TAKES_PIECES) != 0; }

    portico_status handle(portico_exchange& x, Why& why) const noexcept {
        Call call(stats, "handle");
        return call.ended(exceptionBarrier(why.get(), [&] { return route->handle(self, route, &x, why.get()); }));
    }
};

// Throws Error if the plugin lists more than `most` routes or a route without a handler.
std::vector<PluginRoute> listRoutes(const Provided& provided, std::size_t most = 10000);

} // namespace portico::capabilities
