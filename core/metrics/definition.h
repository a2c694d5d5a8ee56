// SPDX-License-Identifier: Apache-2.0
// What a metric is: its name, kind, labels and buckets, by the rules of the Prometheus data model. Counts nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace portico::metrics {

enum class Kind { Counter, Gauge, Histogram };

inline constexpr std::size_t mostLabels = 8;       // of one metric
inline constexpr std::size_t mostBounds = 32;      // of one histogram
inline constexpr std::size_t mostSeries = 10'000;  // of one metric
inline constexpr std::size_t mostName = 100;       // bytes of a name
inline constexpr std::size_t mostHelp = 500;       // bytes
inline constexpr std::size_t mostLabelValue = 128; // bytes
inline constexpr std::size_t defaultSeries = 100;

struct Definition {
    Kind kind = Kind::Counter;
    std::string name{}; // complete; a counter's without "_total"
    std::string help{};
    std::vector<std::string> labels{};
    std::vector<std::int64_t> bounds{}; // of a histogram's buckets, ascending; the last bucket has no bound
    std::int64_t divisor = 1;           // values are divided by it when they are written
    std::size_t series = defaultSeries; // combinations of label values that are counted separately
    bool isShownUnused = true;          // otherwise series without a count are not written

    bool operator==(const Definition&) const = default;
};

// The name of a metric of this plugin. Ids of plugins contain no "__", and no metric of the host does: two plugins never have the
// same metric, and none can forge one of the host.
std::string nameFor(std::string_view plugin, std::string_view name);

// Why this name of a plugin's metric, without the prefix, is not acceptable; empty if it is.
std::string nameProblem(std::string_view name);

// The same for the rest of the definition.
std::string problemOf(const Definition& definition);

} // namespace portico::metrics
