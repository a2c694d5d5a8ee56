// SPDX-License-Identifier: Apache-2.0
// The numbers of one metric with one combination of label values. Counting takes no lock and no memory: relaxed atomics, which
// bench/call_overhead measures. Lives as long as its family; any thread.
#pragma once

#include "metrics/definition.h"

#include <atomic>
#include <memory>

namespace portico::metrics {

class Series {
public:
    // `definition` must outlive this object.
    explicit Series(const Definition& definition);
    Series(const Series&) = delete;
    Series& operator=(const Series&) = delete;

    // A counter or gauge. A counter ignores negative amounts; a histogram ignores both calls.
    void add(std::int64_t amount) noexcept {
        if (kind() == Kind::Gauge || (kind() == Kind::Counter && amount > 0))
            value_.fetch_add(amount, std::memory_order_relaxed);
    }
    // A gauge; the other kinds ignore it.
    void set(std::int64_t value) noexcept {
        if (kind() == Kind::Gauge) value_.store(value, std::memory_order_relaxed);
    }
    // A histogram; the other kinds ignore it.
    void observe(std::int64_t value) noexcept;

    // The value, or the sum of a histogram.
    std::int64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }
    // Of the bucket number `index` alone; the last one has no bound.
    std::uint64_t bucket(std::size_t index) const noexcept { return buckets_[index].load(std::memory_order_relaxed); }
    bool isUnused() const noexcept;

private:
    Kind kind() const noexcept { return definition_.kind; }

    const Definition& definition_;
    std::atomic<std::int64_t> value_{0};
    const std::unique_ptr<std::atomic<std::uint64_t>[]> buckets_; // null unless it is a histogram
};

} // namespace portico::metrics
