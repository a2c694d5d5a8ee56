// SPDX-License-Identifier: Apache-2.0
// Tells the service manager that requests move.
#include "host/heartbeat.h"

#include "host/notify.h"

namespace portico::host {

namespace {

constexpr int looksInTime = 4; // a look that comes late is no reason to end the server

}

Heartbeat::Heartbeat(std::function<http::wire::Pulse()> pulse) : pulse_(std::move(pulse)) {
    if (const auto time = watchdogTime())
        thread_ = std::jthread([this, every = *time / looksInTime](const std::stop_token& stop) { run(stop, every); });
}

void Heartbeat::run(const std::stop_token& stop, std::chrono::milliseconds every) {
    http::wire::Pulse before = pulse_();
    std::unique_lock lock(mutex_);
    while (!stopped_.wait_for(lock, stop, every, [&] { return stop.stop_requested(); })) {
        const http::wire::Pulse now = pulse_();
        if (isAlive(before, now)) notifyAlive();
        before = now;
    }
}

} // namespace portico::host
