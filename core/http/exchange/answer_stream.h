// SPDX-License-Identifier: Apache-2.0
// An answer that leaves in pieces while its handler works: chunked in HTTP/1.1, ended by the end of the connection in HTTP/1.0.
// Status and headers are those of the exchange's answer when the first piece leaves; its body is what the next one holds.
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
    std::uint64_t bytes() const noexcept { return bytes_; } // of the body that left, without what frames it

    // Nobody takes what still comes: the client is gone, or wanted the head only.
    bool isUnwanted() const noexcept { return unwanted_; }
    // It did not leave whole: the connection must not end as if it had.
    bool isCutOff() const noexcept { return cutOff_; }

    // May this answer hold a lane? One that its network has no share left for is marked.
    static bool mayHoldLane(Exchange& x);

    // What portico_exchange.flush promises.
    portico_status flush(Exchange& x);

    // Waits, in between two pieces. An event stream says something every limits.stream_silence, or proxies would end it.
    portico_status pause(Exchange& x, std::chrono::milliseconds time);

    // The handler has returned: the rest, and the end. Or it has failed: no end.
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
    bool hasEvents_ = false;     // it is an event stream, and somebody reads it
    bool isBetweenLines_ = true; // nothing is sent into the middle of a line
    std::uint64_t bytes_ = 0;
    std::chrono::steady_clock::time_point lastSent_{}; // when something of the body left last
};

} // namespace portico::http
