// SPDX-License-Identifier: Apache-2.0
#include "support/test_metrics.h"

#include <portico/error.hpp>

#include <algorithm>

namespace portico::test {

TestMetrics::TestMetrics()
    : table_{sizeof(portico_metrics),
             0,
             this,
             define,
             series,
             add,
             set,
             add,
             [](void*, std::uint32_t format, const portico_sink* out) {
                 return out->write(out->ctx, str("metrics in format " + std::to_string(format)));
             }} {}

std::int64_t TestMetrics::operator[](std::string_view series) const {
    const std::lock_guard lock(mutex_);
    const auto found = values_.find(series);
    return found == values_.end() ? 0 : found->second;
}

bool TestMetrics::isDefined(std::string_view metric) const {
    const std::lock_guard lock(mutex_);
    return std::find(metrics_.begin(), metrics_.end(), metric) != metrics_.end();
}

portico_status TestMetrics::define(void* ctx, const portico_metric_definition* definition, portico_metric** metric,
                                   portico_error*) {
    auto& self = *static_cast<TestMetrics*>(ctx);
    const std::lock_guard lock(self.mutex_);
    std::string& name = self.metrics_.emplace_back(view(definition->name));
    *metric = reinterpret_cast<portico_metric*>(&name);
    return PORTICO_OK;
}

portico_status TestMetrics::series(void* ctx, portico_metric* metric, const portico_str* values, std::size_t count,
                                   portico_series** series) {
    auto& self = *static_cast<TestMetrics*>(ctx);
    const std::lock_guard lock(self.mutex_);
    std::string name = *reinterpret_cast<const std::string*>(metric);
    for (std::size_t i = 0; i < count; ++i) name.append(i == 0 ? "{" : ",").append(view(values[i]));
    if (count > 0) name += '}';
    Series& made = self.series_.emplace_back(Series{&self, std::move(name)});
    *series = reinterpret_cast<portico_series*>(&made);
    return PORTICO_OK;
}

void TestMetrics::add(portico_series* series, std::int64_t amount) {
    const Series& one = *reinterpret_cast<const Series*>(series);
    const std::lock_guard lock(one.all->mutex_);
    one.all->values_[one.name] += amount;
}

void TestMetrics::set(portico_series* series, std::int64_t value) {
    const Series& one = *reinterpret_cast<const Series*>(series);
    const std::lock_guard lock(one.all->mutex_);
    one.all->values_[one.name] = value;
}

} // namespace portico::test
