// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings and its only route.
#include "chosen_format.h"

#include <portico/plugin.hpp>

namespace routes_metrics {

namespace {

std::string guardOf(portico::Host host) {
    const std::string_view guard = host.setting("guard");
    const std::string_view role = "role:";
    const bool isRole = guard.substr(0, role.size()) == role && guard.size() > role.size();
    if (guard == "public" || guard == "user" || isRole) return std::string(guard);
    throw portico::Error(PORTICO_INVALID, "plugins.routes_metrics.guard: \"" + std::string(guard) +
                                              "\" is no guard; write \"public\", \"user\" or \"role:NAME\"");
}

std::string acceptOf(const portico::Exchange& x) {
    std::string all;
    for (std::size_t i = 0; const auto line = x.header("Accept", i); ++i) all.append(i == 0 ? "" : ",").append(*line);
    return all;
}

} // namespace

class RoutesMetrics : public portico::Plugin {
public:
    explicit RoutesMetrics(portico::Host host) : metrics_(host.metrics()) {
        mayHaveNoRoutes();
        std::string guard = guardOf(host);
        const std::string path(host.setting("path"));
        if (path.empty()) return; // nobody asked for it
        get(path, std::move(guard), "Metrics of the server, for Prometheus.",
            [this](portico::Exchange& x) { show(x); });
    }

private:
    void show(portico::Exchange& x) const {
        const bool open = wantsOpenMetrics(acceptOf(x));
        x.addHeader("Vary", "Accept");
        x.write(metrics_.text(open ? PORTICO_METRICS_OPENMETRICS : PORTICO_METRICS_PROMETHEUS),
                open ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                     : "text/plain; version=0.0.4; charset=utf-8");
    }

    const portico::Metrics metrics_;
};

} // namespace routes_metrics

PORTICO_PLUGIN(routes_metrics::RoutesMetrics, {
    "id" : "routes_metrics",
    "version" : "1.0.0",
    "summary" : "Serves the metrics of the server and its plugins to Prometheus.",
    "provides" : ["portico.routes/1"],
    "settings" : {
        "path" : {
            "type" : "string",
            "default" : "",
            "help" : "Path of the metrics, for example \"/metrics\"; empty: they are not served."
        },
        "guard" : {
            "type" : "string",
            "default" : "role:admin",
            "help" : "Who may read the metrics: \"public\", \"user\" or \"role:NAME\"."
        }
    }
});
