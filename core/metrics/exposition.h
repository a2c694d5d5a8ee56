// SPDX-License-Identifier: Apache-2.0
// Writes metrics as text: the Prometheus format 0.0.4 or OpenMetrics 1.0.0. Text from plugins and clients can neither break a
// line nor forge one.
#pragma once

#include "metrics/definition.h"

#include <span>

namespace portico::metrics {

enum class Format { Prometheus, OpenMetrics };

// `{name="value",...}` without the braces; different values never give the same text.
std::string labelText(std::span<const std::string> names, std::span<const std::string_view> values);

class Exposition {
public:
    explicit Exposition(Format format) : format_(format) {}

    // Begins a metric, whose samples follow. `name`: a counter's without "_total".
    void begin(Kind kind, std::string_view name, std::string_view help);
    // The value of the counter or gauge that has begun. `labels`: a labelText.
    void sample(std::string_view labels, std::int64_t value, std::int64_t divisor = 1);
    // The lines of a histogram: `counts` has one number for each bucket alone, the last one without bound.
    void histogram(std::string_view labels, const Definition& definition, std::span<const std::uint64_t> counts,
                   std::int64_t sum);

    // The whole text. The object must not be used afterwards.
    std::string take() &&;

private:
    void line(std::string_view ending, std::string_view labels, std::string_view bound, std::string_view value);

    const Format format_;
    std::string name_, ending_, text_;
};

} // namespace portico::metrics
