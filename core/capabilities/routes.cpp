// SPDX-License-Identifier: Apache-2.0
// Calls a plugin's routes.
#include "capabilities/routes.h"

namespace portico::capabilities {

std::vector<PluginRoute> listRoutes(const Provided& provided, std::size_t most) {
    const auto& table = *static_cast<const portico_routes*>(provided.provider.table);
    std::vector<PluginRoute> routes;
    const Call call(provided.stats, "route");
    for (std::size_t index = 0;; ++index) {
        const portico_route* route = table.route(provided.provider.self, index);
        if (route == nullptr) return routes;
        if (index == most) throw Error(PORTICO_INVALID, "has more routes than " + std::to_string(most));
        if (!PORTICO_HAS_FUNCTION(route, portico_route, handle))
            throw Error(PORTICO_INVALID, "route " + std::to_string(index) + " has no handler");
        routes.push_back({provided.plugin, provided.provider.self, route, provided.stats});
    }
}

} // namespace portico::capabilities
