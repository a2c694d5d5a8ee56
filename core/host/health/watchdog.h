// SPDX-License-Identifier: Apache-2.0
// Reports calls into plugins that take too long while they still run, with plugin, function and request. It cannot end them.
#pragma once

#include "base/mutex.h"
#include "http/log/log.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace portico::host {

class Watchdog {
public:
    Watchdog(std::chrono::seconds timeout, http::Log& log);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    void setTimeout(std::chrono::seconds timeout) noexcept { timeout_ = timeout; }

    // Checks all threads once; the watchdog's own thread does so every second.
    void look();

private:
    void run();

    std::atomic<std::chrono::seconds> timeout_;
    http::Log& log_;
    Mutex mutex_;
    ConditionVariable ended_;
    bool isEnded_ PORTICO_GUARDED_BY(mutex_) = false;
    std::thread thread_;
};

} // namespace portico::host
