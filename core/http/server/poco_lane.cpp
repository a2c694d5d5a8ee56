// SPDX-License-Identifier: Apache-2.0
// Lanes as sockets for Poco.
#include "http/server/poco_lane.h"

#include <cstring>

namespace portico::http {

namespace {

// All that Poco needs of a request: that there is one, and that the lane continues after it.
constexpr std::string_view head = "GET / HTTP/1.1\r\n\r\n";

} // namespace

// Poco checks the descriptor of a socket to see whether it is open. The descriptor does not belong to this object, and is
// reset before Poco closes it.
PocoLane::PocoLane(wire::Lanes& lanes, const wire::Limits& limits, int descriptor)
    : StreamSocketImpl(descriptor), lanes_(lanes), bufferPool_(limits) {
    lanes_.join();
}

PocoLane::~PocoLane() {
    over_.load(std::memory_order_acquire);
    reset();
}

bool PocoLane::poll(const Poco::Timespan&, int mode) {
    if ((mode & SELECT_READ) == 0) return true;
    connection_ = lanes_.next(connection_, bufferPool_);
    headIsRead_ = false;
    const bool served = connection_ != nullptr;
    if (!served) over_.store(true, std::memory_order_release);
    return served;
}

bool PocoLane::continueWithNext() {
    connection_ = lanes_.nextReady(connection_, bufferPool_);
    return connection_ != nullptr;
}

int PocoLane::receiveBytes(void* buffer, int length, int) {
    if (headIsRead_ || static_cast<std::size_t>(length) < head.size()) return 0;
    headIsRead_ = true;
    std::memcpy(buffer, head.data(), head.size());
    return static_cast<int>(head.size());
}

// Answers are not sent through Poco: nothing that Poco itself writes is for a client.
int PocoLane::sendBytes(const void*, int length, int) { return length; }

LaneSource::LaneSource(wire::Lanes& lanes, const wire::Limits& limits, unsigned count, int descriptor)
    : lanes_(lanes), limits_(limits), left_(count) {
    reset(descriptor);
}

LaneSource::~LaneSource() { reset(); }

bool LaneSource::poll(const Poco::Timespan& timeout, int) {
    if (left_ > 0) return true;
    lanes_.keep(wire::Milliseconds(timeout.totalMilliseconds()));
    return false;
}

Poco::Net::SocketImpl* LaneSource::acceptConnection(Poco::Net::SocketAddress&) {
    --left_;
    return new PocoLane(lanes_, limits_, sockfd()); // Poco counts references to it
}

LaneSocket::LaneSocket(wire::Lanes& lanes, const wire::Limits& limits, unsigned count, int descriptor)
    : ServerSocket(new LaneSource(lanes, limits, count, descriptor), true) {}

} // namespace portico::http
