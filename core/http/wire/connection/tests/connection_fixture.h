// SPDX-License-Identifier: Apache-2.0
// For tests of one connection: it and its client over a pair of sockets.
#pragma once

#include "../../tests/socket_pair.h"
#include "http/wire/channel/plain_channel.h"
#include "http/wire/connection/connection.h"
#include "http/wire/listen/endpoint.h"

#include <csignal>

namespace portico::http::wire::test {

class ConnectionFixture : public CppUnit::TestFixture {
protected:
    using Next = Connection::Next;
    inline static const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    Limits limits_;
    Stop stop_;
    std::unique_ptr<RequestBufferPool> bufferPool_;
    std::unique_ptr<Connection> connection_;
    std::unique_ptr<ClientSocket> client_;
    Endpoint endpoint_;

    void open(Peer peer = {"192.0.2.1", false, false}, int buffer = 0) {
        SocketPair pair = SocketPair::make(buffer);
        client_ = std::make_unique<ClientSocket>(std::move(pair.client));
        connection_->open(pair.ours, std::move(peer), endpoint_);
        CPPUNIT_ASSERT(connection_->speak(std::make_unique<PlainChannel>(pair.ours)));
    }
    Next hear() {
        connection_->hear();
        return connection_->advance(*bufferPool_);
    }
    Next hear(std::string_view text) {
        client_->say(text);
        return hear();
    }
    void answer(std::string text, bool keepAlive = true) {
        connection_->send(std::move(text));
        connection_->flush();
        connection_->answered(keepAlive);
    }
    std::int64_t timeLeft() {
        connection_->rest(*bufferPool_);
        return connection_->deadline - steadyNow();
    }
    // The deadline is `wait` from now, with a tolerance for a busy machine.
    void assertWaits(Milliseconds wait) {
        const std::int64_t left = timeLeft();
        CPPUNIT_ASSERT_MESSAGE(std::to_string(left), left <= wait.count() && left > wait.count() / 2);
    }

public:
    void setUp() override {
        std::signal(SIGPIPE, SIG_IGN); // as in the program; sendfile has no MSG_NOSIGNAL
        limits_ = {};
        limits_.idle = Milliseconds(3000000);
        limits_.headWait = Milliseconds(200000);
        limits_.bodyWait = Milliseconds(40000);
        stop_.over = false;
        endpoint_ = {};
        bufferPool_ = std::make_unique<RequestBufferPool>(limits_);
        connection_ = std::make_unique<Connection>(7U, limits_, stop_);
    }
};

} // namespace portico::http::wire::test
