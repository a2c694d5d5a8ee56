// SPDX-License-Identifier: Apache-2.0
// Tells the service manager that requests move, as long as they do. When every lane has been held up for the whole time that
// it allows, it is not told, and starts the server anew; the log has then said which requests in which plugins hold them.
#pragma once

#include "http/log.h"
#include "http/wire/pulse.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace portico::host {

class Heartbeat {
public:
    // Starts a thread only if the service manager waits for it. `pulse`: by that thread.
    Heartbeat(std::function<http::wire::Pulse()> pulse, http::Log& log);

private:
    void run(const std::stop_token& stop, std::chrono::milliseconds time);
    void warn(std::chrono::milliseconds time) const;

    std::function<http::wire::Pulse()> pulse_;
    http::Log& log_;
    std::mutex mutex_;
    std::condition_variable_any stopped_;
    std::jthread thread_; // last: ends before the rest goes
};

} // namespace portico::host
