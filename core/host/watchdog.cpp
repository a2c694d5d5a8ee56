// SPDX-License-Identifier: Apache-2.0
#include "host/watchdog.h"

#include "capabilities/seat.h"

#include <string>

namespace portico::host {

namespace {

using capabilities::Seat;

std::chrono::nanoseconds runningFor(const Seat& seat) {
    return std::chrono::steady_clock::now().time_since_epoch() - std::chrono::nanoseconds(seat.since.load());
}

std::string sentence(Seat& seat, const capabilities::Account& account, std::chrono::seconds patience) {
    std::string text = account.plugin + ": its function " + seat.function.load() + " has been running for more than " +
                       std::to_string(patience.count()) + " s";
    const std::lock_guard lock(seat.mutex);
    if (seat.request[0] != '\0')
        text.append(" (request ").append(seat.request.data()).append(" ").append(seat.target.data()).append(")");
    return text;
}

} // namespace

Watchdog::Watchdog(std::chrono::seconds patience, http::Log& log)
    : patience_(patience), log_(log), thread_([this] { run(); }) {}

Watchdog::~Watchdog() {
    {
        const std::lock_guard lock(mutex_);
        isEnded_ = true;
    }
    ended_.notify_all();
    thread_.join();
}

void Watchdog::run() {
    std::unique_lock lock(mutex_);
    while (!ended_.wait_for(lock, std::chrono::seconds(1), [this] { return isEnded_; })) {
        look();
        log_.settle();
    }
}

// A call that has just ended, or another that has just begun, is not the one whose time was looked at.
void Watchdog::look() {
    const std::chrono::seconds patience = patience_;
    Seat::forEach([&](Seat& seat) {
        const capabilities::Account* account = seat.account.load();
        const std::int64_t since = seat.since.load();
        if (account == nullptr || seat.isReported.load() || runningFor(seat) < patience) return;
        const std::string text = sentence(seat, *account, patience);
        if (seat.account.load() != account || seat.since.load() != since) return;
        seat.isReported = true;
        log_.write(PORTICO_LOG_WARNING, "watchdog", text);
    });
}

} // namespace portico::host
