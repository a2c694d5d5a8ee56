// SPDX-License-Identifier: Apache-2.0
// What the service manager is told (sd_notify(3)). Without one that listens these do nothing.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace portico::host {

// It serves; `status` is the line that `systemctl status` shows.
void notifyReady(const std::string& status);
// It ends within this time, even if that is more than the service manager allows by itself (EXTEND_TIMEOUT_USEC).
void notifyStopping(std::chrono::seconds within);
// The start goes on, and takes at most a minute more from here.
void notifyStillStarting();
void notifyAlive();

// Within which time notifyAlive() is expected, again and again; nothing: not at all.
std::optional<std::chrono::milliseconds> watchdogTime();

} // namespace portico::host
