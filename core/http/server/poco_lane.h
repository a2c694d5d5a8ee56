// SPDX-License-Identifier: Apache-2.0
// How lanes look to Poco: a listening socket that hands out as many "connections" as there are lanes, and such a connection,
// which is no client but a lane: it waits, serves one client after the other, and ends with the server. When it has waited it
// gives Poco always the same short head to read; the real one was checked by the wire and is in the connection. So what clients send
// never reaches Poco's parsers, and Poco's threads, handlers and life cycle stay as they are.
#pragma once

#include "http/wire/lanes.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/StreamSocketImpl.h>

#include <atomic>

namespace portico::http {

// NOLINTNEXTLINE(cppcoreguidelines-virtual-class-destructor): Poco counts references, and nobody else ends it
class PocoLane final : public Poco::Net::StreamSocketImpl {
public:
    PocoLane(wire::Lanes& lanes, const wire::Limits& limits, int descriptor);

    // The client that is served now: from a poll that says "there is a request" to the next poll.
    wire::Connection& connection() noexcept { return *connection_; }

    // It has its answer: on to another that is ready by now. False: there is none, and Poco's loop waits for the next.
    bool goOn();

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
    std::atomic<bool> over_{false}; // Poco destroys the lane in another thread, which sees all that this one did
};

// The listening socket. Poco's own thread, which would wait for clients here, does the keeper's work instead.
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
    unsigned left_; // lanes that are still to be handed out
};

class LaneSocket final : public Poco::Net::ServerSocket {
public:
    LaneSocket(wire::Lanes& lanes, const wire::Limits& limits, unsigned count, int descriptor);
};

} // namespace portico::http
