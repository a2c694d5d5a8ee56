// SPDX-License-Identifier: Apache-2.0
// A client without a socket: what it sends of a body comes in the pieces that the test says, what it is sent is kept.
#pragma once

#include "http/exchange/client.h"

#include <deque>
#include <functional>
#include <vector>

namespace portico::http::test {

class FakeClient final : public Client {
public:
    // ---- what it does -------------------------------------------------------------------------------------------------
    std::deque<std::string> body; // what readBody gives, one piece at a time; then `bodyEnd`
    int bodyEnd = 0;
    std::size_t takes = SIZE_MAX; // sends until it is gone
    std::size_t lastTakes = 0;    // bytes of the one that it is gone in
    shares::Admission stream = shares::Admission::Yes;
    bool open = true, gone = false;
    std::size_t pauses = SIZE_MAX; // until it is gone
    std::function<void()> meanwhile = [] {
    }; // what happens while the server waits for it to send a piece, to take one, or pauses

    // ---- what it met --------------------------------------------------------------------------------------------------
    std::vector<std::string> sent;
    std::string all() const; // of `sent`

    int readBody(std::span<char> into) override;
    std::size_t send(std::string bytes) override;
    bool keepsOpen() const noexcept override { return open; }
    shares::Admission mayStream() override { return stream; }
    bool isGone() const noexcept override { return gone; }
    bool pause(std::chrono::milliseconds) override;
};

} // namespace portico::http::test
