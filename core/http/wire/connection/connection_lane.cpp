// SPDX-License-Identifier: Apache-2.0
// What a lane does with the connection that it serves. Only here does a thread wait for a single client, always with a time
// limit.
#include "http/wire/connection/connection.h"

#include <algorithm>
#include <poll.h>

namespace portico::http::wire {

namespace {

constexpr std::int64_t longestNap = 250; // ms between checks whether the server still runs

} // namespace

// False if none of the events occurred before `until`, or if `end` became true first.
bool Connection::waitFor(short events, std::int64_t until, const std::atomic<bool>& end) const noexcept {
    pollfd one{socket_, events, 0};
    for (;;) {
        const std::int64_t left = until - steadyNow();
        if (left <= 0 || end.load(std::memory_order_relaxed)) return false;
        const int happened = ::poll(&one, 1, static_cast<int>(std::min<std::int64_t>(left, longestNap)));
        if (happened > 0) return true;
        if (happened < 0 && errno != EINTR) return false;
    }
}

int Connection::readBody(std::span<char> into) {
    if (!continued_) since_ = steadyNow();
    sendContinue();
    for (;;) {
        if (const std::size_t bytes = requestBuffer_->takeBody(into); bytes > 0) return static_cast<int>(bytes);
        if (requestBuffer_->status() != 0) return -requestBuffer_->status();
        if (requestBuffer_->bodyIsOver()) return 0;
        const IoResult moved = channel_->read(requestBuffer_->space());
        if (moved.state == Io::Done)
            requestBuffer_->add(moved.bytes);
        else if (moved.state == Io::Ended || !waitFor(POLLIN, deadlineOfBody(), stop_.over))
            return moved.state == Io::Ended ? -400 : -408;
    }
}

bool Connection::drain() {
    const std::int64_t began = steadyNow();
    const std::uint64_t before = output_.written();
    for (;;) {
        const Io state = flush();
        if (state == Io::Done) return !stop_.over.load(std::memory_order_relaxed);
        const auto earned = static_cast<std::int64_t>((output_.written() - before) * 1000 / limits_.leastRate);
        if (state == Io::Ended || !waitFor(POLLOUT, began + limits_.writeWait.count() + earned, stop_.over)) {
            giveUp(stop_.over.load(std::memory_order_relaxed) ? Truncation::Stopping : Truncation::TooSlow);
            broken_ = true;
            return false;
        }
    }
}

// A client that closed only its own side may still read: answers other than streams are sent to it.
bool Connection::pause(Milliseconds time) noexcept {
    const bool gone = waitFor(POLLRDHUP, steadyNow() + time.count(), stop_.begun) || ownership.hungUp();
    if (gone) giveUp(Truncation::ClientGone);
    if (stop_.over.load(std::memory_order_relaxed)) giveUp(Truncation::Stopping);
    return !gone && !stop_.begun.load(std::memory_order_relaxed);
}

} // namespace portico::http::wire
