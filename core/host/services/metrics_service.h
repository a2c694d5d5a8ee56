// SPDX-License-Identifier: Apache-2.0
// The service "portico.host.metrics/1" of the ABI for one instance of a plugin, on core/metrics. Its metrics are written as long as
// it exists.
#pragma once

#include "base/mutex.h"
#include "metrics/registry.h"

#include <portico/abi.h>

namespace portico::host {

class MetricsService {
public:
    // `registry` must outlive this object.
    MetricsService(std::string_view plugin, metrics::Registry& registry);
    MetricsService(const MetricsService&) = delete;
    MetricsService& operator=(const MetricsService&) = delete;

    const portico_metrics* table() const noexcept { return &table_; }

private:
    static portico_status define(void* ctx, const portico_metric_definition* definition, portico_metric** metric,
                                 portico_error* why) noexcept;
    static portico_status series(void* ctx, portico_metric* metric, const portico_str* values, std::size_t count,
                                 portico_series** series) noexcept;
    static portico_status write(void* ctx, std::uint32_t format, const portico_sink* out) noexcept;

    metrics::Family& defined(metrics::Definition definition);

    const std::string plugin_;
    metrics::Registry& registry_;
    Mutex mutex_;
    std::map<std::string, std::shared_ptr<metrics::Family>, std::less<>> families_ PORTICO_GUARDED_BY(mutex_);
    portico_metrics table_;
};

// One for each plugin of a generation, made on first use. Any thread.
class MetricsServices {
public:
    explicit MetricsServices(metrics::Registry& registry) : registry_(registry) {}

    const MetricsService& of(std::string_view plugin);

private:
    metrics::Registry& registry_;
    Mutex mutex_;
    std::map<std::string, std::unique_ptr<MetricsService>, std::less<>> services_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::host
