// SPDX-License-Identifier: Apache-2.0
// Tells the service manager that the server is well: requests move, the control thread hears signals, and the worker can take
// jobs. When one of these fails for the whole time that the service manager allows, it restarts the server; the log has then said
// which calls of which plugins are to blame.
#pragma once

#include "http/log/log.h"
#include "http/wire/lane_progress.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace portico::host {

struct Progress {
    http::wire::LaneProgress requests{};
    std::uint64_t controlIterations = 0; // how often the control thread has gone round; it does after each look
    bool isWorkerExhausted = false;      // nothing but a restart helps
};

class Heartbeat {
public:
    // Starts a thread only if the service manager waits for it. `progress`: by that thread.
    Heartbeat(std::function<Progress()> progress, http::Log& log);

private:
    void run(const std::stop_token& stop, std::chrono::milliseconds time);
    void warn(const std::string& what, std::chrono::milliseconds time) const;

    std::function<Progress()> progress_;
    http::Log& log_;
    std::mutex mutex_;
    std::condition_variable_any stopped_;
    std::jthread thread_; // last: ends before the rest goes
};

} // namespace portico::host
