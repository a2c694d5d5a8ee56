// SPDX-License-Identifier: Apache-2.0
// Checks the entries of a list of tables against its fields, and reports every fault with its place.
#pragma once

#include "config/key.h"

#include <string>
#include <vector>

namespace portico::config {

struct RowProblem {
    std::string what;
    std::string advice;
    Position at{}; // line 0: it is about the whole list
};

struct RowsReading {
    Rows rows{}; // a faulty field has its default
    std::vector<RowProblem> problems{};
};

RowsReading readRows(const Key& key, const RawRows& raw);

} // namespace portico::config
