// SPDX-License-Identifier: Apache-2.0
// One metric with all its series. The number of series is bounded: further combinations of label values are counted together, in
// the series whose labels all have the value "other". Any thread.
#pragma once

#include "base/mutex.h"
#include "metrics/exposition.h"
#include "metrics/series.h"

#include <map>

namespace portico::metrics {

class Family {
public:
    // `definition` has no problem. A metric without labels has its only series from the beginning.
    explicit Family(Definition definition);
    Family(const Family&) = delete;
    Family& operator=(const Family&) = delete;

    const Definition& definition() const noexcept { return definition_; }

    // The series with these values, one for each label, in order. It stays valid as long as this object. Values that are not UTF-8
    // or too long count as "other". nullptr if the number of values is wrong.
    Series* series(std::span<const std::string_view> values);
    Series* series(std::initializer_list<std::string_view> values) {
        return series(std::span<const std::string_view>(values.begin(), values.size()));
    }

    void write(Exposition& out) const;

private:
    Series* made(std::string labels) PORTICO_REQUIRES(mutex_);

    const Definition definition_;
    mutable Mutex mutex_;
    std::map<std::string, std::unique_ptr<Series>, std::less<>> series_ PORTICO_GUARDED_BY(mutex_); // by labelText
};

} // namespace portico::metrics
