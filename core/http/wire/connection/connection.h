// SPDX-License-Identifier: Apache-2.0
// One client: its socket, the received part of its next request, and the unsent part of its last answer. A fixed place in the
// connection set that successive clients use. Except for `ownership` and `deadline`, only the owning thread accesses it.
#pragma once

#include "http/wire/channel/channel.h"
#include "http/wire/channel/output.h"
#include "http/wire/connection/connection_shares.h"
#include "http/wire/connection/ownership.h"
#include "http/wire/connection/report.h"
#include "http/wire/connection/request_buffer_pool.h"
#include "http/wire/connection/truncation.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace portico::http::syntax {
struct ProxyHeader;
}

namespace portico::http::wire {

struct Endpoint; // the properties of the listener that accepted it
class Connection;

// The progress of stopping: set by the connection set, read by every connection.
struct Stop {
    std::atomic<bool> begun{false}; // nothing new begins; current requests may finish, pauses end
    std::atomic<bool> over{false};  // the server no longer waits for clients
};

// Its place in the list of connections that wait for a lane; belongs to that list.
struct Ready {
    Connection* before = nullptr;
    Connection* next = nullptr;
    std::int64_t since = 0;
    std::uint64_t turn = 0;
    bool isBehindOwnNetwork = false; // others of its network were waiting when it arrived
};

class Connection {
public:
    // What the owner must do next.
    enum class Next {
        Wait,  // release it: it continues after an event or at its deadline
        Serve, // it has a request for a lane
        End,   // the client is gone or has received everything
    };

    Connection(std::uint32_t place, const Limits& limits, const Stop& stop) noexcept
        : slot(place), limits_(limits), stop_(stop) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { close(); }

    const std::uint32_t slot;
    Ownership ownership;
    std::atomic<std::int64_t> deadline{0}; // milliseconds of the steady clock; 0: none

    // The socket is closed with the connection. Call `speak` next. False if no channel could be created.
    void open(int socket, Peer peer, const Endpoint& endpoint);
    bool speak(std::unique_ptr<Channel> channel) noexcept { return (channel_ = std::move(channel)) != nullptr; }
    void close() noexcept;

    Ready ready;
    Held held; // what it holds of the shares; for the connection set

    // Set if client and listener speak different protocols; returned once, with the reason.
    struct MismatchReport {
        ProtocolMismatch misfit = ProtocolMismatch::None;
        std::string_view why;
    };
    MismatchReport takeMismatch() noexcept { return std::exchange(mismatch_, {}); }

    // An event arrived: the socket may have bytes or room.
    void hear() noexcept { more_ = true; }

    // Writes, reads and checks as far as possible without waiting.
    Next advance(RequestBufferPool& bufferPool);

    // Sets the deadline. Call it before the connection is released. If the connection has received nothing, its buffer goes to
    // `bufferPool`.
    void rest(RequestBufferPool& bufferPool);

    // Sends a last answer without a page, because the request was too late or there is no lane for it.
    void refuse(int status, std::string_view sentence, std::string_view fields = {});
    // Records why the rest of the answer will not be sent if the connection ends now. The first reason counts.
    void giveUp(Truncation why) noexcept {
        if (truncation_ == Truncation::No) truncation_ = why;
    }
    bool hasPartOfRequest() const noexcept { return requestBuffer_ && !requestBuffer_->empty(); }
    bool isWaitingForRequest() const noexcept { return phase_ == Phase::Request && output_.empty() && !closing_; }
    bool isIdle() const noexcept {
        return phase_ == Phase::ProxyHeader || (isWaitingForRequest() && !hasPartOfRequest());
    }

    // For the lane that serves its request.
    RequestBuffer& requestBuffer() noexcept { return *requestBuffer_; }
    const Peer& peer() const noexcept { return peer_; }

    // The network of the client: from its socket, or as a trusted proxy names it in a PROXY header or in a request head. Empty
    // until it is known.
    const std::optional<shares::Network>& network() const noexcept { return network_; }
    void setNetwork(const std::optional<shares::Network>& network) noexcept { network_ = network; }
    bool isNamedByProxy() const noexcept { return named_; }
    // True if a trusted proxy names a client in each request head.
    bool bringsOthers() const noexcept { return bringsOthers_; }
    const syntax::RequestHead& head() const noexcept { return requestBuffer_->head(); }
    bool hasHead() const noexcept { return requestBuffer_ && requestBuffer_->state() != RequestBuffer::State::Head; }

    // The memory that waits for this client: incomplete requests and unsent answers.
    std::size_t bufferedBytes() const noexcept {
        return output_.bytes() + (hasPartOfRequest() ? requestBuffer_->memory() : 0);
    }
    const Endpoint& endpoint() const noexcept { return *endpoint_; }
    Channel& channel() noexcept { return *channel_; }
    int socket() const noexcept { return socket_; }

    // Sends as much as the client takes at once; the rest is sent while the connection waits.
    void send(Piece piece) {
        answering_ = true;
        output_.add(std::move(piece));
    }
    Io flush() noexcept;
    // True if part of an answer has not been sent. The callback is then called when everything has been sent or the connection
    // ends, with the number of unsent bytes and the reason.
    bool hasOutput() const noexcept { return !output_.empty(); }
    using OnFlushed = std::function<void(std::uint64_t left, Truncation cut)>;
    void onFlushed(OnFlushed told) { onFlushed_ = std::move(told); }
    std::uint64_t unsent() const noexcept { return output_.left(); }
    Truncation cut() const noexcept { return truncation_; }
    bool hitFlushLimit() const noexcept { return output_.hitFlushLimit(); }
    std::uint64_t written() const noexcept { return output_.written(); }
    // Call it after the last `send` of an answer: ends the request.
    void answered(bool keepAlive) noexcept;
    // Nothing more can be sent: the answer is cut off.
    void abandon() noexcept { broken_ = true; }

    // Waits for bytes of a body that is not buffered, at the minimum rate. Returns their number, 0 at the end, or a negative
    // status.
    int readBody(std::span<char> into);
    void limitBody(std::uint64_t most) noexcept { requestBuffer_->limitBody(most); }
    // Waits until everything has been sent. False if the client is gone or too slow, or the server no longer waits.
    bool drain();
    // Sleeps. False as soon as the client is gone, which `cut` then reports, or the server begins to stop.
    bool pause(Milliseconds time) noexcept;
    // True if the client closed its side, or the server no longer waits for it.
    bool isGone() const noexcept {
        return ownership.hungUp() || broken_ || truncation_ == Truncation::ClientGone ||
               stop_.over.load(std::memory_order_relaxed);
    }

private:
    enum class Phase { ProxyHeader, Request, Lingering };

    Next receive(RequestBufferPool& bufferPool);
    Next receiveProxyHeader();
    void name(const syntax::ProxyHeader& header);
    Next linger() noexcept;
    Next answerPlainHttp(RequestBufferPool& bufferPool);
    void tell() noexcept;
    Next finishAnswers() noexcept;
    void sendContinue();
    bool waitFor(short events, std::int64_t until, const std::atomic<bool>& end) const noexcept;
    std::int64_t deadlineOfBody() const noexcept;

    const Limits& limits_;
    const Stop& stop_;
    int socket_ = -1;
    const Endpoint* endpoint_ = nullptr;
    std::unique_ptr<Channel> channel_;
    std::unique_ptr<RequestBuffer> requestBuffer_;
    Output output_;
    Peer peer_;
    std::optional<shares::Network> network_;
    bool named_ = false; // a PROXY header named the client
    bool bringsOthers_ = false;
    OnFlushed onFlushed_;
    MismatchReport mismatch_;
    Truncation truncation_ = Truncation::No;
    Phase phase_ = Phase::Request;
    bool first_ = true;    // no request has come yet
    bool more_ = true;     // the socket may have bytes for which no event will arrive
    bool closing_ = false; // closes after the output has been sent
    bool unread_ = false;  // the client may still be sending: closing at once could lose the answer
    bool continued_ = false;
    bool answering_ = false; // 100 must be sent before the answer or not at all
    bool broken_ = false;
    std::int64_t since_ = 0;   // start of the current wait
    std::size_t lingered_ = 0; // bytes discarded
    bool isPlainHttp_ = false; // plain HTTP on a TLS port: refused when the head is complete
};

// The steady clock in milliseconds: coarse and cheap.
std::int64_t steadyNow() noexcept;

} // namespace portico::http::wire
