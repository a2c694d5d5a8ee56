// SPDX-License-Identifier: Apache-2.0
// Counters, gauges and histograms as C++ classes. Wraps <portico/abi/metrics.h>, whose rules apply. Plugins define them in the constructor or in
// start, and count on any thread. Part of <portico/plugin.hpp>; Host::metrics() returns it. All objects are handles: copy them
// freely; they are valid until the plugin's destructor returns. Counting throws nothing.
//
// Example:
//
//     class Votes {
//     public:
//         explicit Votes(portico::Host host)
//             : entries_(host.metrics().counter("entries", "Entries written.")),
//               yes_(host.metrics().counter("votes", "Votes by choice.", {"choice"}).with({"yes"})),
//               lookups_(host.metrics().durations("lookup_seconds", "Time of lookups.")) {}
//
//         void count(std::chrono::nanoseconds lookup) {
//             entries_.add();
//             yes_.add(2);
//             lookups_.observe(lookup);
//         }
//
//     private:
//         portico::Counter entries_, yes_;
//         portico::Durations lookups_;
//     };
#pragma once

#include <portico/abi/metrics.h>
#include <portico/error.hpp>

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace portico {

class Series {
public:
    Series() = default; // counts nothing
    Series(const portico_metrics* table, portico_series* series) noexcept : t_(table), s_(series) {}

protected:
    const portico_metrics* t_ = nullptr;
    portico_series* s_ = nullptr;
};

class Counter : public Series {
public:
    using Series::Series;
    void add(std::int64_t amount = 1) const noexcept {
        if (s_ != nullptr) t_->add(s_, amount);
    }
};

class Gauge : public Series {
public:
    using Series::Series;
    void set(std::int64_t value) const noexcept {
        if (s_ != nullptr) t_->set(s_, value);
    }
    void add(std::int64_t amount) const noexcept {
        if (s_ != nullptr) t_->add(s_, amount);
    }
};

class Histogram : public Series {
public:
    using Series::Series;
    void observe(std::int64_t value) const noexcept {
        if (s_ != nullptr) t_->observe(s_, value);
    }
};

// A histogram of times, in seconds.
class Durations : public Series {
public:
    using Series::Series;
    void observe(std::chrono::nanoseconds time) const noexcept {
        if (s_ != nullptr) t_->observe(s_, time.count());
    }
};

// A metric with labels: `with` finds the series with these values, one for each label, in order. Throws Error for a wrong number.
template <class Kind>
class Labeled {
public:
    Labeled() = default;
    Labeled(const portico_metrics* table, portico_metric* metric) noexcept : t_(table), m_(metric) {}

    Kind with(std::initializer_list<std::string_view> values) const {
        std::vector<portico_str> all;
        for (const std::string_view value : values) all.push_back(str(value));
        portico_series* series = nullptr;
        if (t_->series(t_->ctx, m_, all.data(), all.size(), &series) != PORTICO_OK)
            throw Error(PORTICO_INVALID, "a metric needs one value for each of its labels");
        return Kind(t_, series);
    }

private:
    const portico_metrics* t_ = nullptr;
    portico_metric* m_ = nullptr;
};

// Its functions throw Error with the reason if the host does not accept a definition.
class Metrics {
public:
    using Names = std::initializer_list<const char*>;
    using Bounds = std::initializer_list<std::int64_t>;

    explicit Metrics(const portico_metrics* table) : t_(table) {}

    Counter counter(std::string_view name, std::string_view help) const {
        return only<Counter>(PORTICO_METRIC_COUNTER, name, help, {}, 1);
    }
    Labeled<Counter> counter(std::string_view name, std::string_view help, Names labels,
                             std::uint64_t mostSeries = 0) const {
        return {t_, define(PORTICO_METRIC_COUNTER, name, help, labels, {}, 1, mostSeries)};
    }
    Gauge gauge(std::string_view name, std::string_view help) const {
        return only<Gauge>(PORTICO_METRIC_GAUGE, name, help, {}, 1);
    }
    Labeled<Gauge> gauge(std::string_view name, std::string_view help, Names labels,
                         std::uint64_t mostSeries = 0) const {
        return {t_, define(PORTICO_METRIC_GAUGE, name, help, labels, {}, 1, mostSeries)};
    }
    Histogram histogram(std::string_view name, std::string_view help, Bounds bounds) const {
        return only<Histogram>(PORTICO_METRIC_HISTOGRAM, name, help, bounds, 1);
    }
    Labeled<Histogram> histogram(std::string_view name, std::string_view help, Bounds bounds, Names labels,
                                 std::uint64_t mostSeries = 0) const {
        return {t_, define(PORTICO_METRIC_HISTOGRAM, name, help, labels, bounds, 1, mostSeries)};
    }
    Durations durations(std::string_view name, std::string_view help) const {
        return only<Durations>(PORTICO_METRIC_HISTOGRAM, name, help, times, nanosecondsPerSecond);
    }
    Labeled<Durations> durations(std::string_view name, std::string_view help, Names labels,
                                 std::uint64_t mostSeries = 0) const {
        return {t_, define(PORTICO_METRIC_HISTOGRAM, name, help, labels, times, nanosecondsPerSecond, mostSeries)};
    }

    // All metrics of the server as text. `format`: PORTICO_METRICS_....
    std::string text(std::uint32_t format) const {
        std::string out;
        const portico_sink sink{&out, [](void* ctx, portico_str bytes) {
                                    return exceptionBarrier(nullptr, [&] {
                                        static_cast<std::string*>(ctx)->append(view(bytes));
                                        return PORTICO_OK;
                                    });
                                }};
        if (const portico_status status = t_->write(t_->ctx, format, &sink); status != PORTICO_OK)
            throw Error(status, "the host cannot write its metrics");
        return out;
    }

private:
    static constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;
    // 10 microseconds to 10 seconds.
    static constexpr Bounds times = {10'000,        50'000,        100'000,       500'000,     1'000'000,
                                     5'000'000,     10'000'000,    50'000'000,    100'000'000, 500'000'000,
                                     1'000'000'000, 5'000'000'000, 10'000'000'000};

    portico_metric* define(std::uint32_t kind, std::string_view name, std::string_view help, Names labels,
                           Bounds bounds, std::int64_t divisor, std::uint64_t mostSeries) const {
        std::vector<portico_str> names;
        for (const char* label : labels) names.push_back(str(label));
        const portico_metric_definition definition{sizeof definition, kind,         str(name),      str(help),
                                                   names.data(),      names.size(), bounds.begin(), bounds.size(),
                                                   divisor,           mostSeries};
        portico_metric* metric = nullptr;
        Why why;
        why.check(t_->define(t_->ctx, &definition, &metric, why.get()));
        return metric;
    }
    template <class Kind>
    Kind only(std::uint32_t kind, std::string_view name, std::string_view help, Bounds bounds,
              std::int64_t divisor) const {
        return Labeled<Kind>(t_, define(kind, name, help, {}, bounds, divisor, 0)).with({});
    }

    const portico_metrics* t_;
};

} // namespace portico
