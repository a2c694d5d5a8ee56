// SPDX-License-Identifier: Apache-2.0
#include "metrics/definition.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace portico::metrics {

namespace {

bool isLetter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Without ':', which Prometheus keeps for its own rules, and without '_' in front, where "__" is reserved.
bool isWord(std::string_view name) noexcept {
    const auto isInside = [](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= mostName && isLetter(name.front()) && std::ranges::all_of(name, isInside);
}

// The endings of lines that other metrics write: a gauge "x_sum" beside a histogram "x" would be taken for its sum.
constexpr std::array<std::string_view, 6> endings = {"_total", "_sum", "_count", "_bucket", "_created", "_info"};

std::string quoted(std::string_view name) { return std::string("\"").append(name).append("\""); }

std::string labelProblem(const std::vector<std::string>& labels) {
    if (labels.size() > mostLabels) return "has more than " + std::to_string(mostLabels) + " labels";
    for (auto label = labels.begin(); label != labels.end(); ++label) {
        if (!isWord(*label)) return "the label name " + quoted(*label) + " is not [A-Za-z][A-Za-z0-9_]*";
        if (*label == "le" || *label == "quantile") return "the label name " + quoted(*label) + " is reserved";
        if (std::find(labels.begin(), label, *label) != label) return "has two labels " + quoted(*label);
    }
    return {};
}

std::string boundsProblem(const Definition& definition) {
    const std::vector<std::int64_t>& bounds = definition.bounds;
    if (definition.kind != Kind::Histogram) return bounds.empty() ? "" : "only a histogram has bounds";
    if (bounds.empty() || bounds.size() > mostBounds)
        return "a histogram has 1 to " + std::to_string(mostBounds) + " bounds";
    const bool ascends = std::ranges::adjacent_find(bounds, std::greater_equal<>()) == bounds.end();
    return ascends ? "" : "the bounds of a histogram must ascend";
}

} // namespace

std::string nameFor(std::string_view plugin, std::string_view name) {
    return std::string(plugin).append("__").append(name);
}

std::string nameProblem(std::string_view name) {
    if (!isWord(name))
        return "the name of a metric is [A-Za-z][A-Za-z0-9_]*, at most " + std::to_string(mostName) + " bytes";
    for (const std::string_view ending : endings)
        if (name.ends_with(ending))
            return "the name " + quoted(name) + " must not end in " + std::string(ending) +
                   (ending == "_total" ? ", which the host adds to counters" : ", which is reserved");
    return {};
}

std::string problemOf(const Definition& definition) {
    if (definition.help.size() > mostHelp || !base::isUtf8(definition.help))
        return "the help is UTF-8, at most " + std::to_string(mostHelp) + " bytes";
    if (definition.divisor < 1) return "the divisor must be positive";
    if (definition.series < 1 || definition.series > mostSeries)
        return "a metric has 1 to " + std::to_string(mostSeries) + " series";
    if (std::string problem = labelProblem(definition.labels); !problem.empty()) return problem;
    return boundsProblem(definition);
}

} // namespace portico::metrics
