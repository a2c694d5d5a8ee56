// SPDX-License-Identifier: Apache-2.0
// What an exchange can do with its client before the answer is complete: read a large body, and stream an answer. Implemented by
// the server; an exchange in a test may have none. Belongs to the exchange's thread.
#pragma once

#include "http/wire/channel/channel.h"
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

    // Waits for bytes of the body. Returns their number, 0 at its end, or a negative status for the refusal (-408, -413, -400).
    // -503: too many lanes read bodies; -429: too many for this network.
    virtual int readBody(std::span<char> into) = 0;

    // The account of the request, called as soon as it is known: accounts share limited resources, as networks do.
    virtual void speaksFor(std::string_view) noexcept {}

    // Limits the rest of the body: what announces more is refused with -413 before it arrives.
    virtual void limitBody(std::uint64_t) noexcept {}

    // Sends now, and waits until the client has accepted the bytes. Returns how many it accepted. If not all, the client is gone
    // or too slow, or the server no longer waits, and nothing more is sent.
    virtual std::size_t send(std::string bytes) = 0;

    // What the client and this server agreed on in the TLS handshake.
    virtual wire::TlsDetails tlsDetails() const { return {}; }

    // Call it before the first `send`: whether another answer may be streamed, or limits.streams is reached.
    virtual shares::Admission mayStream() = 0;

    // Whether the connection may stay open after an answer that begins now. False until its body has been read to the end.
    virtual bool keepsOpen() const noexcept = 0;

    // The client has closed its side, or the server no longer waits.
    virtual bool isGone() const noexcept = 0;

    // Sleeps. False as soon as the client is gone, the server begins to stop, or a reload has replaced the generation.
    virtual bool pause(std::chrono::milliseconds time) = 0;

protected:
    Client() = default;
    Client(const Client&) = default;
    Client& operator=(const Client&) = default;
};

} // namespace portico::http
