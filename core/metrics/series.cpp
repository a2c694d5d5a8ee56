// SPDX-License-Identifier: Apache-2.0
#include "metrics/series.h"

namespace portico::metrics {

namespace {

std::unique_ptr<std::atomic<std::uint64_t>[]> bucketsFor(const Definition& definition) {
    if (definition.kind != Kind::Histogram) return nullptr;
    return std::make_unique<std::atomic<std::uint64_t>[]>(definition.bounds.size() + 1);
}

} // namespace

Series::Series(const Definition& definition) : definition_(definition), buckets_(bucketsFor(definition)) {}

// A linear search: most values are in one of the first buckets.
void Series::observe(std::int64_t value) noexcept {
    if (kind() != Kind::Histogram) return;
    std::size_t index = 0;
    for (const std::int64_t bound : definition_.bounds) {
        if (value <= bound) break;
        ++index;
    }
    buckets_[index].fetch_add(1, std::memory_order_relaxed);
    value_.fetch_add(value, std::memory_order_relaxed);
}

bool Series::isUnused() const noexcept {
    if (kind() != Kind::Histogram) return value() == 0;
    for (std::size_t index = 0; index <= definition_.bounds.size(); ++index)
        if (bucket(index) != 0) return false;
    return true;
}

} // namespace portico::metrics
