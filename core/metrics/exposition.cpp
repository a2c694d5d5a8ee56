// SPDX-License-Identifier: Apache-2.0
#include "metrics/exposition.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace portico::metrics {

namespace {

void appendEscaped(std::string& out, std::string_view text, bool quote) {
    for (const char c : text) {
        if (c == '\n')
            out += "\\n";
        else if (c == '\\' || (c == '"' && quote))
            (out += '\\') += c;
        else
            out += c;
    }
}

std::string numberText(std::int64_t value, std::int64_t divisor) {
    if (divisor == 1) return std::to_string(value);
    std::array<char, 32> digits{};
    const double number = static_cast<double>(value) / static_cast<double>(divisor);
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return {digits.data(), end.ptr};
}

// OpenMetrics: a bound is a float. Both formats have the same, so that a series keeps its labels if a scraper changes the format.
std::string boundText(std::int64_t bound, std::int64_t divisor) {
    std::string text = numberText(bound, divisor);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

std::string_view kindName(Kind kind) noexcept {
    if (kind == Kind::Histogram) return "histogram";
    return kind == Kind::Counter ? "counter" : "gauge";
}

} // namespace

std::string labelText(std::span<const std::string> names, std::span<const std::string_view> values) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text.append(i == 0 ? "" : ",").append(names[i]).append("=\"");
        appendEscaped(text, values[i], true);
        text += '"';
    }
    return text;
}

// In the Prometheus format the type belongs to the name of the sample, in OpenMetrics to the name without "_total".
void Exposition::begin(Kind kind, std::string_view name, std::string_view help) {
    name_ = name;
    ending_ = kind == Kind::Counter ? "_total" : "";
    const std::string known = format_ == Format::Prometheus ? name_ + ending_ : name_;
    text_.append("# HELP ").append(known).append(" ");
    appendEscaped(text_, help, format_ == Format::OpenMetrics);
    text_.append("\n# TYPE ").append(known).append(" ").append(kindName(kind)).append("\n");
}

void Exposition::line(std::string_view ending, std::string_view labels, std::string_view bound,
                      std::string_view value) {
    text_.append(name_).append(ending);
    if (!labels.empty() || !bound.empty()) {
        text_.append("{").append(labels);
        if (!bound.empty()) text_.append(labels.empty() ? "le=\"" : ",le=\"").append(bound).append("\"");
        text_.append("}");
    }
    text_.append(" ").append(value).append("\n");
}

void Exposition::sample(std::string_view labels, std::int64_t value, std::int64_t divisor) {
    line(ending_, labels, {}, numberText(value, divisor));
}

// The count is the sum of the buckets, so that both agree although other threads count meanwhile.
void Exposition::histogram(std::string_view labels, const Definition& definition, std::span<const std::uint64_t> counts,
                           std::int64_t sum) {
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < definition.bounds.size(); ++i) {
        all += counts[i];
        line("_bucket", labels, boundText(definition.bounds[i], definition.divisor), std::to_string(all));
    }
    all += counts[definition.bounds.size()];
    line("_bucket", labels, "+Inf", std::to_string(all));
    line("_sum", labels, {}, numberText(sum, definition.divisor));
    line("_count", labels, {}, std::to_string(all));
}

std::string Exposition::take() && {
    if (format_ == Format::OpenMetrics) text_ += "# EOF\n";
    return std::move(text_);
}

} // namespace portico::metrics
