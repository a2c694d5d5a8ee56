// SPDX-License-Identifier: Apache-2.0
// Tells the service manager that requests move.
#include "host/heartbeat.h"

#include "host/held_up.h"
#include "host/notify.h"

namespace portico::host {

namespace {

constexpr int looksInTime = 4; // a look that comes late is no reason to end the server

}

Heartbeat::Heartbeat(std::function<http::wire::Pulse()> pulse, http::Log& log) : pulse_(std::move(pulse)), log_(log) {
    if (const auto time = watchdogTime())
        thread_ = std::jthread([this, time = *time](const std::stop_token& stop) { run(stop, time); });
}

void Heartbeat::run(const std::stop_token& stop, std::chrono::milliseconds time) {
    http::wire::Pulse before = pulse_();
    bool wasAlive = true;
    std::unique_lock lock(mutex_);
    while (!stopped_.wait_for(lock, stop, time / looksInTime, [&] { return stop.stop_requested(); })) {
        const http::wire::Pulse now = pulse_();
        const bool alive = isAlive(before, now);
        if (alive) notifyAlive();
        if (wasAlive && !alive) warn(time);
        wasAlive = alive;
        before = now;
    }
}

// The last words before the server is started anew: afterwards nobody can be asked.
void Heartbeat::warn(std::chrono::milliseconds time) const {
    log_.write(
        PORTICO_LOG_ERROR, "host",
        "every thread is held up, and none has come free; if that lasts, the service manager starts the server anew " +
            std::to_string(time.count() / 1000) + " s after the last sign of life");
    for (const std::string& request : heldUp()) log_.write(PORTICO_LOG_ERROR, "host", "held up: request " + request);
}

} // namespace portico::host
