// SPDX-License-Identifier: Apache-2.0
// The tasks of plugins as `portico status` prints them.
#pragma once

#include "base/json_value.h"

#include <cstdint>
#include <string>

namespace portico::cli {

// "12 s", "3 min", "5 h", "2 d".
std::string shownSeconds(std::int64_t seconds);

// One line without its end: "guestbook clean-up, every 24 h, next in 5 h; last run 19 h ago, 12 ms; 3 runs, 0 errors". `task`: an
// object of tasksJson. `now`: seconds since 1970.
std::string shownTask(const base::Json& task, std::int64_t now);

} // namespace portico::cli
