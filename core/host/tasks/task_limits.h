// SPDX-License-Identifier: Apache-2.0
// How many tasks a generation may have, and how many run at the same time.
#pragma once

#include <cstddef>

namespace portico::host {

struct TaskLimits {
    std::size_t threads = 2;     // runs at the same time that are within their deadlines
    std::size_t perPlugin = 100; // tasks of one plugin that wait or run
    std::size_t inAll = 1000;    // of all plugins together
};

// Runs past their deadlines, whose threads are replaced. Beyond this, no task of the plugin begins, or none at all.
constexpr std::size_t mostLateOfPlugin = 4, mostLate = 16;

// The runs of one plugin leave one thread for the other plugins.
constexpr std::size_t shareOfPlugin(std::size_t threads) noexcept { return threads > 1 ? threads - 1 : 1; }

} // namespace portico::host
