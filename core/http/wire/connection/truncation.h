// SPDX-License-Identifier: Apache-2.0
// Why an answer was not sent completely: a word for the logs.
#pragma once

#include <string_view>

namespace portico::http::wire {

enum class Truncation {
    No,
    ClientGone, // the client or the network closed the connection
    TooSlow,    // exceeded limits.write_wait and limits.least_rate
    FileShrank, // a file became shorter or unreadable while it was sent, so the announced length cannot be kept
    Stopping,   // the server no longer waits
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
