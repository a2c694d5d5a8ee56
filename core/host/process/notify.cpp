// SPDX-License-Identifier: Apache-2.0
// Notifies the service manager.
#include "host/process/notify.h"

#include <systemd/sd-daemon.h>

namespace portico::host {

namespace {

// A line break would begin another assignment.
std::string oneLine(std::string text) {
    for (char& c : text)
        if (c == '\n') c = ' ';
    return text;
}

} // namespace

void notifyReady(const std::string& status) { ::sd_notify(0, ("READY=1\nSTATUS=" + oneLine(status)).c_str()); }
void notifyStopping(std::chrono::seconds within) {
    const auto most = std::chrono::duration_cast<std::chrono::microseconds>(within).count();
    ::sd_notify(
        0, ("STOPPING=1\nSTATUS=Requests in flight may finish\nEXTEND_TIMEOUT_USEC=" + std::to_string(most)).c_str());
}
void notifyStillStarting() { ::sd_notify(0, "EXTEND_TIMEOUT_USEC=60000000"); }
void notifyAlive() { ::sd_notify(0, "WATCHDOG=1"); }

std::optional<std::chrono::milliseconds> watchdogTime() {
    std::uint64_t microseconds = 0;
    if (::sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds(microseconds));
}

} // namespace portico::host
