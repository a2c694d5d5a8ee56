// SPDX-License-Identifier: Apache-2.0
// Calls a function once a day, on a thread of its own, until it is destroyed.
#pragma once

#include "base/mutex.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <thread>

namespace portico::host {

class DailyTask {
public:
    // Calls `work` for the first time after one `day`. `work` must not throw.
    explicit DailyTask(std::function<void()> work, std::chrono::milliseconds day = std::chrono::hours(24));

private:
    void run(const std::stop_token& stop, std::chrono::milliseconds day);

    const std::function<void()> work_;
    Mutex mutex_; // guards nothing: waiting needs one
    std::condition_variable_any stopped_;
    std::jthread thread_; // last: ends before the other members are destroyed
};

} // namespace portico::host
