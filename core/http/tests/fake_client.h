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
    // ---- behavior -----------------------------------------------------------------------------------------------------
    std::deque<std::string> body; // results of readBody, one piece at a time; then `bodyEnd`
    int bodyEnd = 0;
    std::size_t takes = SIZE_MAX; // sends until it is gone
    std::size_t lastTakes = 0;    // bytes accepted of the last one
    shares::Admission stream = shares::Admission::Yes;
    bool open = true, gone = false;
    std::size_t pauses = SIZE_MAX; // pauses until it is gone
    std::function<void()> meanwhile = [] {
    }; // called while the server waits for it to send or accept a piece, or pauses

    // ---- results ------------------------------------------------------------------------------------------------------
    std::vector<std::string> sent;
    std::string all() const; // all of `sent`

    int readBody(std::span<char> into) override;
    std::size_t send(std::string bytes) override;
    bool keepsOpen() const noexcept override { return open; }
    shares::Admission mayStream() override { return stream; }
    bool isGone() const noexcept override { return gone; }
    bool pause(std::chrono::milliseconds) override;
};

} // namespace portico::http::test
