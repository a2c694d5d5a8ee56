// SPDX-License-Identifier: Apache-2.0
// Tells the service manager that the server is alive: requests make progress, the control thread responds, and the worker can
// take jobs. If one of these fails for the whole watchdog time, the service manager restarts the server; the log then shows
// which calls of which plugins are to blame.
#pragma once

#include "base/mutex.h"
#include "http/log/log.h"
#include "http/wire/lanes/lane_progress.h"

#include <condition_variable>
#include <functional>
#include <thread>

namespace portico::host {

struct Progress {
    http::wire::LaneProgress requests{};
    std::uint64_t controlIterations = 0; // iterations of the control thread's loop; each check causes one
    bool isWorkerExhausted = false;      // only a restart helps
};

class Heartbeat {
public:
    // Starts a thread only if the service manager expects heartbeats. That thread calls `progress`.
    Heartbeat(std::function<Progress()> progress, http::Log& log);

private:
    void run(const std::stop_token& stop, std::chrono::milliseconds time);
    void warn(const std::string& what, std::chrono::milliseconds time) const;

    std::function<Progress()> progress_;
    http::Log& log_;
    Mutex mutex_; // guards nothing: waiting needs one
    std::condition_variable_any stopped_;
    std::jthread thread_; // last: ends before the other members are destroyed
};

} // namespace portico::host
