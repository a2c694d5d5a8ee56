// SPDX-License-Identifier: Apache-2.0
// Checks the progress of the server and notifies the service manager.
#include "host/health/heartbeat.h"

#include "host/health/requests_in_progress.h"
#include "host/process/notify.h"

namespace portico::host {

namespace {

constexpr int looksInTime = 4; // one late check must not end the server

// Why no heartbeat is sent; empty if one is.
std::string trouble(const Progress& before, const Progress& now) {
    if (!isAlive(before.requests, now.requests)) return "every thread is blocked, and none has become free";
    if (before.controlIterations == now.controlIterations) return "the control thread does not respond";
    if (now.isWorkerExhausted) return "too many plugins have not returned from starting or stopping";
    return {};
}

} // namespace

Heartbeat::Heartbeat(std::function<Progress()> progress, http::Log& log) : progress_(std::move(progress)), log_(log) {
    if (const auto time = watchdogTime())
        thread_ = std::jthread([this, time = *time](const std::stop_token& stop) { run(stop, time); });
}

void Heartbeat::run(const std::stop_token& stop, std::chrono::milliseconds time) {
    Progress before = progress_();
    std::string known;
    MutexLock lock(mutex_);
    while (!stopped_.wait_for(lock, stop, time / looksInTime, [&] { return stop.stop_requested(); })) {
        const Progress now = progress_();
        const std::string what = trouble(before, now);
        if (what.empty()) notifyAlive();
        if (!what.empty() && what != known) warn(what, time);
        known = what;
        before = now;
    }
}

// Logs what is known before the server is restarted; afterwards it is lost.
void Heartbeat::warn(const std::string& what, std::chrono::milliseconds time) const {
    log_.write(PORTICO_LOG_ERROR, "host",
               what + "; if this continues, the service manager restarts the server " +
                   std::to_string(time.count() / 1000) + " s after the last heartbeat");
    for (const std::string& request : requestsInProgress())
        log_.write(PORTICO_LOG_ERROR, "host", "blocked: request " + request);
    for (const std::string& call : controlCalls()) log_.write(PORTICO_LOG_ERROR, "host", "has not returned: " + call);
}

} // namespace portico::host
