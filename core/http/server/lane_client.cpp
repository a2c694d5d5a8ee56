// SPDX-License-Identifier: Apache-2.0
// The client of an exchange, as seen by the lane that serves it.
#include "http/server/lane_client.h"

#include <algorithm>
#include <functional>

namespace portico::http {

namespace {

constexpr std::chrono::milliseconds longestNap{500};

} // namespace

shares::Admission LaneClient::Hold::take(const shares::Requester& who) {
    if (holds_) return shares::Admission::Yes;
    const shares::Admission taken = all_.take(*this, who);
    holds_ = taken == shares::Admission::Yes;
    return taken;
}

void LaneClient::Hold::preempt() noexcept {
    isPreempted_ = true;
    ::shutdown(connection_.socket(), how_);
}

int LaneClient::readBody(std::span<char> into) {
    const shares::Admission taken = body_.take(who_);
    if (taken != shares::Admission::Yes) return taken == shares::Admission::NetworkOverShare ? -429 : -503;
    const int got = connection_.readBody(into);
    return got < 0 && body_.isPreempted() ? -429 : got;
}

void LaneClient::speaksFor(std::string_view account) noexcept { who_.account = std::hash<std::string_view>{}(account); }

std::size_t LaneClient::send(std::string bytes) {
    const std::size_t all = bytes.size();
    connection_.send(std::move(bytes));
    if (connection_.drain()) return all;
    return all -
           static_cast<std::size_t>(std::min<std::uint64_t>(std::max<std::uint64_t>(connection_.unsent(), 1), all));
}

bool LaneClient::keepsOpen() const noexcept {
    const wire::RequestBuffer& requestBuffer = connection_.requestBuffer();
    return requestBuffer.keepAlive() && requestBuffer.bodyIsOver() && !all_.isStopping();
}

// A pausing handler must not keep a replaced generation alive, whose plugins wait to be stopped.
bool LaneClient::pause(std::chrono::milliseconds time) {
    while (!snapshot_.isPast()) {
        const auto nap = std::min(time, longestNap);
        if (!connection_.pause(nap)) return false;
        time -= nap;
        if (time.count() <= 0) return !snapshot_.isPast();
    }
    return false;
}

shares::Admission LaneClient::mayStream() { return stream_.take(who_); }

} // namespace portico::http
