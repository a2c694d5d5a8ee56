// SPDX-License-Identifier: Apache-2.0
// How far the server is with its end: what the connection set says and every connection hears.
#pragma once

#include <atomic>

namespace portico::http::wire {

struct Stop {
    std::atomic<bool> begun{false}; // nothing new is begun; what is under way may finish, what only passes time ends
    std::atomic<bool> over{false};  // nothing is waited for any longer
};

} // namespace portico::http::wire
