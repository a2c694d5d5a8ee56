// SPDX-License-Identifier: Apache-2.0
// The progress of stopping: set by the connection set, read by every connection.
#pragma once

#include <atomic>

namespace portico::http::wire {

struct Stop {
    std::atomic<bool> begun{false}; // nothing new begins; current requests may finish, pauses end
    std::atomic<bool> over{false};  // nobody waits for clients any more
};

} // namespace portico::http::wire
