// SPDX-License-Identifier: Apache-2.0
// From the bytes of one client to its next request: collects a head until it is complete, checks it, and collects a body that
// is small enough. What follows a request stays for the next one. A larger body is left for the lane to take piece by piece.
// Owns the memory that requests view into, so it is lent to a connection only while something of a request is there.
#pragma once

#include "http/syntax/chunked.h"
#include "http/syntax/message_framing.h"
#include "http/syntax/request_head.h"
#include "http/wire/limits.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace portico::http::wire {

class RequestBuffer {
public:
    enum class State {
        Head,     // more of the head must come
        Body,     // more of the body must come
        Complete, // a request, to be served
        Refused,  // a request that is none: status() and reason(); the connection cannot go on
    };

    explicit RequestBuffer(const Limits& limits);

    // Where to put what arrives next, at least one byte, and how much arrived.
    std::span<char> space();
    void add(std::size_t bytes) noexcept { end_ += bytes; }

    // Goes on with what is there.
    State examine();
    State state() const noexcept { return state_; }

    // Nothing of the next request is there.
    bool empty() const noexcept { return state_ == State::Head && begin_ == end_; }
    // More memory than most requests need: not worth keeping.
    bool hasGrown() const noexcept;
    std::size_t memory() const noexcept { return room_ + collected_.capacity(); }
    std::uint64_t bodyReceived() const noexcept { return received_; }

    // Of a complete request, and as far as it could be read of a refused one: for the shape of the answer and the log.
    const syntax::RequestHead& head() const noexcept { return head_; }
    // The same of one that has not come whole; good until more of it comes.
    const syntax::RequestHead& partialHead();
    const syntax::MessageFraming& framing() const noexcept { return framing_; }
    int status() const noexcept { return status_; }
    std::string_view reason() const noexcept { return reason_; }
    bool keepAlive() const noexcept { return keepAlive_; }
    std::string_view body() const noexcept { return body_; }

    // The body was not waited for: it comes by takeBody. An end without bytes means that it is over, or `status` is not 0.
    bool bodyIsPending() const noexcept { return pending_; }
    bool bodyIsOver() const noexcept { return bodyOver_; }
    std::size_t takeBody(std::span<char> into);
    // At most so much of it: a chunk that announces more is refused at its size.
    void limitBody(std::uint64_t most) noexcept;

    // The request was answered and its body is over: on to the next.
    void next() noexcept;

private:
    State examineHead();
    State beginBody(std::size_t headLength);
    State examineBody();
    State refuse(int status, std::string_view reason) noexcept;
    void makeRoom(std::size_t bytes);
    void moveTo(std::size_t place) noexcept;
    std::string_view nextPiece(std::size_t most);

    const Limits& limits_;
    std::unique_ptr<char[]> bytes_; // not initialised: only what came is read
    std::size_t room_;
    std::size_t begin_ = 0, end_ = 0; // what has come and is not taken, within bytes_
    std::size_t headEnd_ = 0;         // what views point to ends here
    State state_ = State::Head;
    syntax::HeadScan scan_;
    syntax::RequestHead head_;
    syntax::MessageFraming framing_;
    std::optional<syntax::ChunkDecoder> chunks_;
    std::string collected_;
    std::string_view body_;
    std::uint64_t left_ = 0;     // of a body of known length
    std::uint64_t received_ = 0; // of the body
    bool keepAlive_ = false, pending_ = false, bodyOver_ = true;
    int status_ = 0;
    std::string_view reason_;
};

} // namespace portico::http::wire
