// SPDX-License-Identifier: Apache-2.0
// A connection set for tests: one listener on the loopback interface; the test serves its clients.
#pragma once

#include "http/wire/epoll/connection_set.h"
#include "loopback_client.h"

namespace portico::http::wire::test {

inline const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

class ConnectionSetFixture : public CppUnit::TestFixture {
public:
    void setUp() override {
        limits_ = {};
        reports_.clear();
        ready_.clear();
    }

protected:
    Limits limits_;
    std::unique_ptr<RequestBufferPool> bufferPool_;
    std::unique_ptr<ConnectionSet> set_;
    ReadyList ready_;
    std::vector<int> reports_;

    void start(Endpoint endpoint = {}, NetworkOfHead networkOfHead = nullptr) {
        bufferPool_ = std::make_unique<RequestBufferPool>(limits_);
        set_ = std::make_unique<ConnectionSet>(
            oneListener(std::move(endpoint)), limits_,
            [this](const Peer&, int status, std::string_view, ProtocolMismatch) { reports_.push_back(status); },
            std::move(networkOfHead));
    }
    ClientSocket client() const { return connectTo(set_->listeners()[0].first); }
    Connection& waitForOne() {
        while (ready_.empty()) set_->wait(-1, *bufferPool_, ready_);
        return *ready_.pop();
    }
    void waitForConnections(std::size_t number) {
        while (set_->connections() != number) set_->wait(-1, *bufferPool_, ready_);
    }
    // For events that have already arrived.
    void settle() {
        for (int i = 0; i < 3; ++i) set_->wait(0, *bufferPool_, ready_);
    }
    void answer(Connection& connection, const std::string& text, bool keepAlive = true) {
        connection.send(text);
        connection.answered(keepAlive);
    }
};

} // namespace portico::http::wire::test
