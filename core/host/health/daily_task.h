// SPDX-License-Identifier: Apache-2.0
// Does something once a day, in a thread of its own, until it ends.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace portico::host {

class DailyTask {
public:
    // The first time after one `day`. `work` must not throw.
    explicit DailyTask(std::function<void()> work, std::chrono::milliseconds day = std::chrono::hours(24));

private:
    void run(const std::stop_token& stop, std::chrono::milliseconds day);

    const std::function<void()> work_;
    std::mutex mutex_;
    std::condition_variable_any stopped_;
    std::jthread thread_; // last: ends before the rest goes
};

} // namespace portico::host
