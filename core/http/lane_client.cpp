// SPDX-License-Identifier: Apache-2.0
// The client of an exchange, as the lane that serves it sees it.
#include "http/lane_client.h"

namespace portico::http {

namespace {

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

bool LaneClient::mayStream() { return streams_ || (streams_ = hold(held_.streams, limits_.streams)); }

} // namespace portico::http
