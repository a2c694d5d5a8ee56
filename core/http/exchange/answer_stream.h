// SPDX-License-Identifier: Apache-2.0
// A streamed answer: chunked in HTTP/1.1, ended by closing the connection in HTTP/1.0. Status and headers are those of the
// exchange's answer when the first piece is sent; its body is the next piece.
#pragma once

#include <portico/abi.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace portico::http {

class Exchange;

class AnswerStream {
public:
    bool begun() const noexcept { return begun_; }
    bool isChunked() const noexcept { return chunked_; }
    bool keepsOpen() const noexcept { return keepsOpen_; }
    std::uint64_t bytes() const noexcept { return bytes_; } // bytes of the body that were sent, without framing

    // Further pieces are not needed: the client is gone, or wants only the head.
    bool isUnwanted() const noexcept { return unwanted_; }
    // Not sent completely: the connection must not end as if it were.
    bool isCutOff() const noexcept { return cutOff_; }

    // Whether this answer may occupy a lane. If its network has no share left, that is recorded.
    static bool mayHoldLane(Exchange& x);

    // As specified for portico_exchange.flush.
    portico_status flush(Exchange& x);

    // Waits between two pieces. An event stream sends a keep-alive comment every limits.stream_silence, so that proxies do not
    // close it.
    portico_status pause(Exchange& x, std::chrono::milliseconds time);

    // Call finish when the handler has returned: sends the rest and the end. Call cutOff if it failed: sends no end.
    void finish(Exchange& x) noexcept;
    void cutOff(Exchange& x, std::string_view why);

private:
    portico_status begin(Exchange& x);
    bool send(Exchange& x, std::string out, std::string_view end = {});
    bool push(Exchange& x, std::string out, std::size_t bodyBegin, std::size_t bodyBytes);
    bool sendKeepAlive(Exchange& x);
    portico_status endPause(bool isGone) noexcept;
    std::chrono::milliseconds untilKeepAlive(std::chrono::milliseconds silence) const noexcept;

    bool begun_ = false, chunked_ = false, keepsOpen_ = false, unwanted_ = false, cutOff_ = false;
    bool hasEvents_ = false;     // an event stream that the client reads
    bool isBetweenLines_ = true; // keep-alive comments are only sent between lines
    std::uint64_t bytes_ = 0;
    std::chrono::steady_clock::time_point lastSent_{}; // when part of the body was last sent
};

} // namespace portico::http
