// SPDX-License-Identifier: Apache-2.0
// The metrics of a plugin under test: "portico.host.metrics/1" as a map from a series to its value. Any thread. Does not check
// definitions; the host does.
#pragma once

#include <portico/abi.h>

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace portico::test {

class TestMetrics {
public:
    TestMetrics();
    TestMetrics(const TestMetrics&) = delete;
    TestMetrics& operator=(const TestMetrics&) = delete;

    const portico_metrics* table() const { return &table_; }

    // "entries", or "votes{yes,web}" for a series with these label values; of a histogram the sum of what was observed. 0 if nothing
    // was counted.
    std::int64_t operator[](std::string_view series) const;
    bool isDefined(std::string_view metric) const;

private:
    struct Series {
        TestMetrics* all;
        std::string name;
    };

    static portico_status define(void* ctx, const portico_metric_definition* definition, portico_metric** metric,
                                 portico_error* why);
    static portico_status series(void* ctx, portico_metric* metric, const portico_str* values, std::size_t count,
                                 portico_series** series);
    static void add(portico_series* series, std::int64_t amount);
    static void set(portico_series* series, std::int64_t value);

    mutable std::mutex mutex_;
    std::deque<std::string> metrics_; // a handle is the address of a name
    std::deque<Series> series_;       // and of one of these
    std::map<std::string, std::int64_t, std::less<>> values_;
    portico_metrics table_;
};

} // namespace portico::test
