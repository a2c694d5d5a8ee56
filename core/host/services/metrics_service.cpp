// SPDX-License-Identifier: Apache-2.0
#include "host/services/metrics_service.h"

#include <portico/error.hpp>

#include <array>

namespace portico::host {

namespace {

// The handles of the ABI are these objects.
metrics::Family* familyOf(portico_metric* metric) { return reinterpret_cast<metrics::Family*>(metric); }
portico_metric* handleOf(metrics::Family& family) { return reinterpret_cast<portico_metric*>(&family); }
metrics::Series* seriesOf(portico_series* series) { return reinterpret_cast<metrics::Series*>(series); }
portico_series* handleOf(metrics::Series* series) { return reinterpret_cast<portico_series*>(series); }

void add(portico_series* series, std::int64_t amount) noexcept {
    if (series != nullptr) seriesOf(series)->add(amount);
}
void set(portico_series* series, std::int64_t value) noexcept {
    if (series != nullptr) seriesOf(series)->set(value);
}
void observe(portico_series* series, std::int64_t value) noexcept {
    if (series != nullptr) seriesOf(series)->observe(value);
}

metrics::Kind kindOf(std::uint32_t kind) {
    if (kind == PORTICO_METRIC_COUNTER) return metrics::Kind::Counter;
    if (kind == PORTICO_METRIC_GAUGE) return metrics::Kind::Gauge;
    if (kind == PORTICO_METRIC_HISTOGRAM) return metrics::Kind::Histogram;
    throw Error(PORTICO_INVALID, "a metric is a counter, a gauge or a histogram");
}

[[noreturn]] void refuse(std::string_view name, const std::string& problem) {
    throw Error(PORTICO_INVALID, "the metric \"" + std::string(name) + "\": " + problem);
}

metrics::Definition definitionOf(std::string_view plugin, const portico_metric_definition& given) {
    if (!PORTICO_HAS(&given, portico_metric_definition, most_series))
        throw Error(PORTICO_INVALID, "the `size` of a portico_metric_definition is not set");
    const std::string_view name = view(given.name);
    if (std::string problem = metrics::nameProblem(name); !problem.empty()) refuse(name, problem);
    if (given.label_count > metrics::mostLabels || given.bound_count > metrics::mostBounds)
        refuse(name, "it has too many labels or bounds");
    metrics::Definition definition{.kind = kindOf(given.kind),
                                   .name = metrics::nameFor(plugin, name),
                                   .help = std::string(view(given.help)),
                                   .labels = {},
                                   .bounds = {given.bounds, given.bounds + given.bound_count},
                                   .divisor = given.divisor,
                                   .series = given.most_series == 0 ? metrics::defaultSeries : given.most_series};
    for (std::size_t i = 0; i < given.label_count; ++i) definition.labels.emplace_back(view(given.labels[i]));
    if (std::string problem = metrics::problemOf(definition); !problem.empty()) refuse(name, problem);
    return definition;
}

} // namespace

MetricsService::MetricsService(std::string_view plugin, metrics::Registry& registry)
    : plugin_(plugin),
      registry_(registry),
      table_{sizeof(portico_metrics), 0, this, define, series, host::add, host::set, host::observe, write} {}

metrics::Family& MetricsService::defined(metrics::Definition definition) {
    const MutexLock lock(mutex_);
    if (const auto known = families_.find(definition.name); known != families_.end()) {
        if (known->second->definition() == definition) return *known->second;
        throw Error(PORTICO_EXISTS, "the metric " + definition.name + " is already defined differently");
    }
    const std::string name = definition.name;
    auto family = registry_.define(plugin_, std::move(definition));
    if (!family)
        throw Error(PORTICO_UNAVAILABLE,
                    "a plugin may define at most " + std::to_string(metrics::Registry::mostFamilies) + " metrics");
    return *families_.emplace(name, std::move(family)).first->second;
}

portico_status MetricsService::define(void* ctx, const portico_metric_definition* definition, portico_metric** metric,
                                      portico_error* why) noexcept {
    return exceptionBarrier(why, [&] {
        auto& self = *static_cast<MetricsService*>(ctx);
        *metric = handleOf(self.defined(definitionOf(self.plugin_, *definition)));
        return PORTICO_OK;
    });
}

portico_status MetricsService::series(void*, portico_metric* metric, const portico_str* values, std::size_t count,
                                      portico_series** series) noexcept {
    return exceptionBarrier(nullptr, [&] {
        metrics::Family& family = *familyOf(metric);
        if (count != family.definition().labels.size()) return PORTICO_INVALID;
        std::array<std::string_view, metrics::mostLabels> all;
        for (std::size_t i = 0; i < count; ++i) all[i] = view(values[i]);
        *series = handleOf(family.series(std::span(all).first(count)));
        return PORTICO_OK;
    });
}

portico_status MetricsService::write(void* ctx, std::uint32_t format, const portico_sink* out) noexcept {
    return exceptionBarrier(nullptr, [&] {
        if (format != PORTICO_METRICS_PROMETHEUS && format != PORTICO_METRICS_OPENMETRICS) return PORTICO_UNSUPPORTED;
        const std::string text = static_cast<MetricsService*>(ctx)->registry_.text(
            format == PORTICO_METRICS_OPENMETRICS ? metrics::Format::OpenMetrics : metrics::Format::Prometheus);
        return out->write(out->ctx, str(text));
    });
}

const MetricsService& MetricsServices::of(std::string_view plugin) {
    const MutexLock lock(mutex_);
    auto service = services_.find(plugin);
    if (service == services_.end())
        service = services_.emplace(plugin, std::make_unique<MetricsService>(plugin, registry_)).first;
    return *service->second;
}

} // namespace portico::host
