// SPDX-License-Identifier: Apache-2.0
#include "metrics/family.h"

#include "base/utf8.h"

#include <algorithm>

namespace portico::metrics {

namespace {

std::string otherLabels(const Definition& definition) {
    const std::vector<std::string_view> others(definition.labels.size(), "other");
    return labelText(definition.labels, others);
}

bool isUsable(std::string_view value) noexcept { return value.size() <= mostLabelValue && base::isUtf8(value); }

} // namespace

Family::Family(Definition definition) : definition_(std::move(definition)) {
    const MutexLock lock(mutex_);
    if (definition_.labels.empty()) made({});
}

Series* Family::series(std::span<const std::string_view> values) {
    if (values.size() != definition_.labels.size()) return nullptr;
    const bool isOther = !std::ranges::all_of(values, isUsable);
    std::string labels = isOther ? otherLabels(definition_) : labelText(definition_.labels, values);
    const MutexLock lock(mutex_);
    return made(std::move(labels));
}

// The series "other" comes in addition to the bound.
Series* Family::made(std::string labels) {
    if (const auto found = series_.find(labels); found != series_.end()) return found->second.get();
    if (series_.size() >= definition_.series) labels = otherLabels(definition_);
    auto& place = series_[std::move(labels)];
    if (!place) place = std::make_unique<Series>(definition_);
    return place.get();
}

void Family::write(Exposition& out) const {
    out.begin(definition_.kind, definition_.name, definition_.help);
    const MutexLock lock(mutex_);
    for (const auto& [labels, one] : series_) {
        if (!definition_.isShownUnused && one->isUnused()) continue;
        if (definition_.kind != Kind::Histogram) {
            out.sample(labels, one->value(), definition_.divisor);
            continue;
        }
        std::vector<std::uint64_t> counts;
        for (std::size_t i = 0; i <= definition_.bounds.size(); ++i) counts.push_back(one->bucket(i));
        out.histogram(labels, definition_, counts, one->value());
    }
}

} // namespace portico::metrics
