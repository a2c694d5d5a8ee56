// SPDX-License-Identifier: Apache-2.0
// What an exchange can do with its client before the answer is complete: read a body that was too large to be waited for, and
// send an answer in pieces. Implemented by the server; a test's exchange may have none. Belongs to the exchange's thread.
#pragma once

#include "shares/holders.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace portico::http {

class Client {
public:
    virtual ~Client() = default;

    // Waits for bytes of the body: their number, 0 at its end, or a negative status (-408, -413, -400) to refuse with. -503: too
    // many lanes read bodies already; -429: too many for clients of this network.
    virtual int readBody(std::span<char> into) = 0;

    // Whose request it is, as soon as that is known: an account shares what is scarce with the others, as a network does.
    virtual void speaksFor(std::string_view) noexcept {}

    // No more of the body than this will be read: what announces more is refused with -413 before it comes.
    virtual void limitBody(std::uint64_t) noexcept {}

    // Sends these now, and waits until the client has taken them: how many it took. Less than all: it is gone or too slow, or the
    // server waits no longer; nothing more arrives.
    virtual std::size_t send(std::string bytes) = 0;

    // Before the first `send`: may another answer be sent in pieces? Otherwise as many lanes as may do so already.
    virtual shares::Admission mayStream() = 0;

    // May the connection stay open behind an answer that begins now? Not before its body was read to the end.
    virtual bool keepsOpen() const noexcept = 0;

    // The client has closed its side, or the server waits no longer.
    virtual bool isGone() const noexcept = 0;

    // Sleeps; false as soon as the client is gone, the server begins to stop, or a reload has replaced the generation.
    virtual bool pause(std::chrono::milliseconds time) = 0;

protected:
    Client() = default;
    Client(const Client&) = default;
    Client& operator=(const Client&) = default;
};

} // namespace portico::http
