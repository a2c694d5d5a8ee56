// SPDX-License-Identifier: Apache-2.0
// One client: its socket, what it has sent of its next request, and what it has still to take of its last answer. A fixed
// place in the connection set that one client after the other has. Except for `ownership` and `deadline` it belongs to the
// thread that owns it.
#pragma once

#include "http/wire/channel.h"
#include "http/wire/output.h"
#include "http/wire/ownership.h"
#include "http/wire/report.h"
#include "http/wire/request_buffer_pool.h"
#include "http/wire/stop.h"
#include "http/wire/truncation.h"

#include "shares/network.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace portico::http::syntax {
struct ProxyHeader;
}

namespace portico::http::wire {

struct Endpoint; // what the listener that it came through says
class Connection;

// What it takes of each share, so that it gives back just that.
struct Held {
    std::string address{};                    // whose number of connections it is one of, or empty
    std::optional<shares::Network> network{}; // whose connections it is one of
    std::size_t bytes = 0;                    // that are counted as buffered, and for which network
    std::optional<shares::Network> bytesOf{};
};

// Its place among those that wait for a lane; belongs to the list that it is in.
struct Ready {
    Connection* before = nullptr;
    Connection* next = nullptr;
    std::int64_t since = 0;
    std::uint64_t turn = 0;
    bool isBehindOwnNetwork = false; // others of its network waited when it came
};

class Connection {
public:
    // What its owner is to do with it.
    enum class Next {
        Wait,  // give it back: an event or its deadline says when it goes on
        Serve, // it has a request: for a lane
        End,   // the client is gone, or has all that it gets
    };

    Connection(std::uint32_t place, const Limits& limits, const Stop& stop) noexcept
        : slot(place), limits_(limits), stop_(stop) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { close(); }

    const std::uint32_t slot;
    Ownership ownership;
    std::atomic<std::int64_t> deadline{0}; // by the steady clock in ms; 0: none

    // The socket is closed with the connection. `speak` follows; false: there is no channel.
    void open(int socket, Peer peer, const Endpoint& endpoint);
    bool speak(std::unique_ptr<Channel> channel) noexcept { return (channel_ = std::move(channel)) != nullptr; }
    void close() noexcept;

    Ready ready;
    Held held; // what it takes of the shares; for the connection set

    // Its protocol is not the listener's: told once, with why.
    struct MismatchReport {
        ProtocolMismatch misfit = ProtocolMismatch::None;
        std::string_view why;
    };
    MismatchReport takeMismatch() noexcept { return std::exchange(mismatch_, {}); }

    // There was an event: the socket may have bytes, or room.
    void hear() noexcept { more_ = true; }

    // Goes on as far as it can without waiting: writes, reads, checks.
    Next advance(RequestBufferPool& bufferPool);

    // Before it is given back: until when it may stay as it is. `bufferPool` gets the memory of a connection that has nothing.
    void rest(RequestBufferPool& bufferPool);

    // It was not given back in time, or there is no lane for it: this answer without a page is the last.
    void refuse(int status, std::string_view sentence, std::string_view fields = {});
    // Why what it still has to take will not be sent, if it ends now. The first reason counts.
    void giveUp(Truncation why) noexcept {
        if (truncation_ == Truncation::No) truncation_ = why;
    }
    bool hasPartOfRequest() const noexcept { return requestBuffer_ && !requestBuffer_->empty(); }
    bool isWaitingForRequest() const noexcept { return phase_ == Phase::Request && output_.empty() && !closing_; }
    bool isIdle() const noexcept {
        return phase_ == Phase::ProxyHeader || (isWaitingForRequest() && !hasPartOfRequest());
    }

    // ---- For the lane that serves its request ---------------------------------------------------------------------------
    RequestBuffer& requestBuffer() noexcept { return *requestBuffer_; }
    const Peer& peer() const noexcept { return peer_; }

    // Of the client: of its socket, or as a trusted proxy says in front of the connection or in the head of a request. Not known
    // before that.
    const std::optional<shares::Network>& network() const noexcept { return network_; }
    void setNetwork(const std::optional<shares::Network>& network) noexcept { network_ = network; }
    bool isNamedByProxy() const noexcept { return named_; }
    // Of a trusted proxy that says in each head whose request it is.
    bool bringsOthers() const noexcept { return bringsOthers_; }
    const syntax::RequestHead& head() const noexcept { return requestBuffer_->head(); }
    bool hasHead() const noexcept { return requestBuffer_ && requestBuffer_->state() != RequestBuffer::State::Head; }

    // Of requests that are not complete and of answers that are not taken: what waits in memory for this client.
    std::size_t bufferedBytes() const noexcept {
        return output_.bytes() + (hasPartOfRequest() ? requestBuffer_->memory() : 0);
    }
    const Endpoint& endpoint() const noexcept { return *endpoint_; }
    Channel& channel() noexcept { return *channel_; }
    int socket() const noexcept { return socket_; }

    // Sends these now as far as the client takes them at once; the rest leaves while the connection waits.
    void send(Piece piece) {
        answering_ = true;
        output_.add(std::move(piece));
    }
    Io flush() noexcept;
    // Is there something of an answer that has not left? Then whoever wants to know what becomes of it is told when it has, or when
    // the connection ends: how many bytes have not, and why.
    bool hasOutput() const noexcept { return !output_.empty(); }
    using OnFlushed = std::function<void(std::uint64_t left, Truncation cut)>;
    void onFlushed(OnFlushed told) { onFlushed_ = std::move(told); }
    std::uint64_t unsent() const noexcept { return output_.left(); }
    Truncation cut() const noexcept { return truncation_; }
    bool hitFlushLimit() const noexcept { return output_.hitFlushLimit(); }
    std::uint64_t written() const noexcept { return output_.written(); }
    // After the last `send` of an answer: the request is done with.
    void answered(bool keepAlive) noexcept;
    // Nothing more can be sent: the answer was cut off.
    void abandon() noexcept { broken_ = true; }

    // Waits for bytes of the body that is not buffered, at the least rate: their number, 0 at its end, or a negative status.
    int readBody(std::span<char> into);
    void limitBody(std::uint64_t most) noexcept { requestBuffer_->limitBody(most); }
    // Waits until all that was sent is out; false: the client is gone, too slow, or the server waits no longer.
    bool drain();
    // Sleeps; false as soon as the client is gone, which is kept as `cut`, or the server begins to stop.
    bool pause(Milliseconds time) noexcept;
    // Closed its side, or nobody waits for it any longer.
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
    bool named_ = false; // a proxy has said in front of the connection who it is
    bool bringsOthers_ = false;
    OnFlushed onFlushed_;
    MismatchReport mismatch_;
    Truncation truncation_ = Truncation::No;
    Phase phase_ = Phase::Request;
    bool first_ = true;    // no request has come yet
    bool more_ = true;     // the socket may have bytes that no event will tell of
    bool closing_ = false; // after what is to be sent
    bool unread_ = false;  // the client may still be sending: a plain close could cost it the answer
    bool continued_ = false;
    bool answering_ = false; // 100 comes before the answer or not at all
    bool broken_ = false;
    std::int64_t since_ = 0;   // when the part that is being waited for began
    std::size_t lingered_ = 0; // bytes thrown away
    bool isPlainHttp_ = false; // where TLS is spoken: refused when its head is there
};

// The steady clock in milliseconds, coarse and cheap.
std::int64_t steadyNow() noexcept;

} // namespace portico::http::wire
