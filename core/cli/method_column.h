// SPDX-License-Identifier: Apache-2.0
// The width of the column of methods in a printed list of routes. `portico routes` and `portico plugins try` print such lists.
#pragma once

#include "host/trial/probe_report.h"

#include <algorithm>
#include <vector>

namespace portico::cli {

// At least that of "OPTIONS " and always with a space after the longest method.
inline int methodColumn(const std::vector<host::ProbeReport::Route>& routes) {
    std::size_t longest = 7;
    for (const host::ProbeReport::Route& route : routes) longest = std::max(longest, route.method.size());
    return static_cast<int>(longest) + 1;
}

} // namespace portico::cli
