// SPDX-License-Identifier: Apache-2.0
// Collects the bytes of one client into requests: waits for a complete head, checks it, and collects a body that is small enough.
// What follows a request is kept for the next one. A larger body is left for the lane to read in pieces. Owns the memory into
// which requests view, so a connection has one only while part of a request is present.
#pragma once

#include "http/syntax/message/chunked.h"
#include "http/syntax/message/message_framing.h"
#include "http/syntax/message/request_head.h"
#include "http/wire/connection/limits.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace portico::http::wire {

class RequestBuffer {
public:
    enum class State {
        Head,     // the head is incomplete
        Body,     // the body is incomplete
        Complete, // a request to be served
        Refused,  // not a request: status() and reason(); the connection cannot continue
    };

    explicit RequestBuffer(const Limits& limits);

    // Where to store the next bytes, at least one, and how many were stored.
    std::span<char> space();
    void add(std::size_t bytes) noexcept { end_ += bytes; }

    // Examines what has arrived.
    State examine();
    State state() const noexcept { return state_; }

    // Nothing of the next request has arrived.
    bool empty() const noexcept { return state_ == State::Head && begin_ == end_; }
    // Larger than most requests need: not worth keeping.
    bool hasGrown() const noexcept;
    std::size_t memory() const noexcept {
        return room_ + collected_.capacity() + (chunks_ ? chunks_->trailer().memory() : 0);
    }
    std::uint64_t bodyReceived() const noexcept { return received_; }

    // The head of a complete request, or the readable part of a refused one, for the form of the answer and the log.
    const syntax::RequestHead& head() const noexcept { return head_; }
    // The readable part of an incomplete head. Valid until more of it arrives.
    const syntax::RequestHead& partialHead();
    const syntax::MessageFraming& framing() const noexcept { return framing_; }
    int status() const noexcept { return status_; }
    std::string_view reason() const noexcept { return reason_; }
    bool keepAlive() const noexcept { return keepAlive_; }
    std::string_view body() const noexcept { return body_; }

    // The body was not collected: takeBody returns it. If that returns no bytes, the body has ended or `status` is not 0.
    bool bodyIsPending() const noexcept { return pending_; }
    bool bodyIsOver() const noexcept { return bodyOver_; }
    std::size_t takeBody(std::span<char> into);
    // Limits the body: a chunk that announces more is refused at its size line.
    void limitBody(std::uint64_t most) noexcept;

    // Of a chunked body, otherwise null. Without fields until the body is over.
    const syntax::Trailer* trailer() const noexcept { return chunks_ ? &chunks_->trailer() : nullptr; }

    // Continues with the next request, after the answer and the end of the body.
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
    std::unique_ptr<char[]> bytes_; // not initialized: only received bytes are read
    std::size_t room_;
    std::size_t begin_ = 0, end_ = 0; // range of received bytes in bytes_ that are not yet taken
    std::size_t headEnd_ = 0;         // end of the bytes to which views point
    State state_ = State::Head;
    syntax::HeadScan scan_;
    syntax::RequestHead head_;
    syntax::MessageFraming framing_;
    std::optional<syntax::ChunkDecoder> chunks_;
    std::string collected_;
    std::string_view body_;
    std::uint64_t left_ = 0;     // remaining bytes of a body of known length
    std::uint64_t received_ = 0; // received bytes of the body
    bool keepAlive_ = false, pending_ = false, bodyOver_ = true;
    int status_ = 0;
    std::string_view reason_;
};

} // namespace portico::http::wire
