// SPDX-License-Identifier: Apache-2.0
// A client without a socket: its body arrives in the pieces that the test defines, and what it receives is kept.
#pragma once

#include "http/exchange/client.h"

#include <deque>
#include <functional>
#include <vector>

namespace portico::http::test {

class FakeClient final : public Client {
public:
    // How the client behaves: set before the exchange uses it.
    std::deque<std::string> body; // results of readBody, one piece at a time; then `bodyEnd`
    int bodyEnd = 0;
    std::size_t takes = SIZE_MAX; // number of sends before the client is gone
    std::size_t lastTakes = 0;    // bytes that it accepts of the last send
    shares::Admission stream = shares::Admission::Yes;
    bool open = true, gone = false;
    wire::TlsDetails tls{};
    mutable int tlsQuestions = 0;  // calls of tlsDetails
    std::size_t pauses = SIZE_MAX; // number of pauses before the client is gone
    std::function<void()> meanwhile = [] {
    }; // called while the server waits for it to send or accept a piece, or pauses

    // What the client received.
    std::vector<std::string> sent;
    std::string all() const; // all of `sent`

    int readBody(std::span<char> into) override;
    std::size_t send(std::string bytes) override;
    bool keepsOpen() const noexcept override { return open; }
    shares::Admission mayStream() override { return stream; }
    bool isGone() const noexcept override { return gone; }
    wire::TlsDetails tlsDetails() const override { return ++tlsQuestions, tls; }
    bool pause(std::chrono::milliseconds) override;
};

} // namespace portico::http::test
