// SPDX-License-Identifier: Apache-2.0
// Why an answer did not leave whole: a word for the logs.
#pragma once

#include <string_view>

namespace portico::http::wire {

enum class Truncation {
    No,
    ClientGone, // it has closed the connection, or the network has
    TooSlow,    // limits.write_wait and limits.least_rate
    FileShrank, // a file became shorter, or unreadable, while it was sent: the length that was promised cannot be kept
    Stopping,   // the server waits no longer
};

constexpr std::string_view nameOf(Truncation cut) noexcept {
    switch (cut) {
    case Truncation::ClientGone: return "client gone";
    case Truncation::TooSlow: return "too slow";
    case Truncation::FileShrank: return "file shrank";
    case Truncation::Stopping: return "server stopping";
    case Truncation::No: break;
    }
    return {};
}

} // namespace portico::http::wire
