// SPDX-License-Identifier: Apache-2.0
// Lanes as sockets for Poco: a listening socket that hands out one "connection" for each lane, and such a "connection", which
// serves one client after another and ends with the server. To Poco it always returns the same short head; the wire has checked
// the real one, which is in the connection. Input from clients therefore never reaches Poco's parsers, while Poco's threads,
// handlers and life cycle are used unchanged.
#pragma once

#include "http/wire/lanes/lanes.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/StreamSocketImpl.h>

#include <atomic>

namespace portico::http {

// NOLINTNEXTLINE(cppcoreguidelines-virtual-class-destructor): Poco counts references and destroys it
class PocoLane final : public Poco::Net::StreamSocketImpl {
public:
    PocoLane(wire::Lanes& lanes, const wire::Limits& limits, int descriptor);

    // The client that is currently served, from one poll that reports a request to the next poll.
    wire::Connection& connection() noexcept { return *connection_; }

    // The client has its answer: continues with another one that is ready. False if there is none; Poco's loop then waits for the
    // next.
    bool continueWithNext();

    bool poll(const Poco::Timespan& timeout, int mode) override;
    int receiveBytes(void* buffer, int length, int flags) override;
    int sendBytes(const void* buffer, int length, int flags) override;
    void close() override {}
    void shutdown() override {}
    Poco::Net::SocketAddress address() override { return {}; }
    Poco::Net::SocketAddress peerAddress() override { return {}; }
    void setReceiveTimeout(const Poco::Timespan&) override {}
    void setSendTimeout(const Poco::Timespan&) override {}
    void setRawOption(int, int, const void*, poco_socklen_t) override {}

protected:
    ~PocoLane() override;

private:
    wire::Lanes& lanes_;
    wire::RequestBufferPool bufferPool_;
    wire::Connection* connection_ = nullptr;
    bool headIsRead_ = false;
    std::atomic<bool> over_{false}; // Poco destroys the lane on another thread, which must see all that this one did
};

// The listening socket. Poco's accept thread, which would wait for clients here, runs the keeper instead.
// NOLINTNEXTLINE(cppcoreguidelines-virtual-class-destructor): as above
class LaneSource final : public Poco::Net::ServerSocketImpl {
public:
    LaneSource(wire::Lanes& lanes, const wire::Limits& limits, unsigned count, int descriptor);

    bool poll(const Poco::Timespan& timeout, int mode) override;
    Poco::Net::SocketImpl* acceptConnection(Poco::Net::SocketAddress& client) override;
    Poco::Net::SocketAddress address() override { return {}; }

protected:
    ~LaneSource() override;

private:
    wire::Lanes& lanes_;
    const wire::Limits& limits_;
    unsigned left_; // lanes not yet handed out
};

class LaneSocket final : public Poco::Net::ServerSocket {
public:
    LaneSocket(wire::Lanes& lanes, const wire::Limits& limits, unsigned count, int descriptor);
};

} // namespace portico::http
