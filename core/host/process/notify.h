// SPDX-License-Identifier: Apache-2.0
// Notifies the service manager (sd_notify(3)). Without a service manager, these functions do nothing.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace portico::host {

// The server is ready; `systemctl status` shows the line `status`.
void notifyReady(const std::string& status);
// The server ends within this time, even if that exceeds the service manager's own limit (EXTEND_TIMEOUT_USEC).
void notifyStopping(std::chrono::seconds within);
// The start continues, and takes at most one more minute from now.
void notifyStillStarting();
void notifyAlive();

// The interval within which notifyAlive() must be called, repeatedly; nothing if it need not be called.
std::optional<std::chrono::milliseconds> watchdogTime();

} // namespace portico::host
