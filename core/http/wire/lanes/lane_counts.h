// SPDX-License-Identifier: Apache-2.0
// What the lanes do at one moment, for metrics.
#pragma once

#include <cstddef>

namespace portico::http::wire {

struct LaneCounts {
    unsigned serving = 0;   // have a request; blocked ones included
    unsigned waiting = 0;   // wait for events
    unsigned sleeping = 0;  // spare
    std::size_t queued = 0; // requests that wait for a lane
};

} // namespace portico::http::wire
