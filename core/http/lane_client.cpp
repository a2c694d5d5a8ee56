// SPDX-License-Identifier: Apache-2.0
// The client of an exchange, as the lane that serves it sees it.
#include "http/lane_client.h"

#include <algorithm>

namespace portico::http {

namespace {

constexpr std::chrono::milliseconds longestNap{500};

// True: one more holds a lane now.
bool hold(std::atomic<unsigned>& count, unsigned most) noexcept {
    unsigned now = count.load();
    while (now < most)
        if (count.compare_exchange_weak(now, now + 1)) return true;
    return false;
}

} // namespace

LaneClient::~LaneClient() {
    if (reads_) --held_.bodies;
    if (streams_) --held_.streams;
}

int LaneClient::readBody(std::span<char> into) {
    if (!reads_ && !hold(held_.bodies, limits_.slowBodies)) return -503;
    reads_ = true;
    return connection_.readBody(into);
}

bool LaneClient::send(std::string bytes) {
    connection_.send(std::move(bytes));
    return connection_.drain();
}

bool LaneClient::keepsOpen() const noexcept {
    const wire::Intake& intake = connection_.intake();
    return intake.keepAlive() && intake.bodyIsOver() && !all_.isStopping();
}

// What only passes time must not keep a generation that was replaced: its plugins wait to be stopped.
bool LaneClient::pause(std::chrono::milliseconds time) {
    while (!generation_.isPast()) {
        const auto nap = std::min(time, longestNap);
        if (!connection_.pause(nap)) return false;
        time -= nap;
        if (time.count() <= 0) return !generation_.isPast();
    }
    return false;
}

bool LaneClient::mayStream() { return streams_ || (streams_ = hold(held_.streams, limits_.streams)); }

} // namespace portico::http
