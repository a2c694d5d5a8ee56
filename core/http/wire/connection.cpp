// SPDX-License-Identifier: Apache-2.0
// One client, as far as its events go. What a lane does with it is in connection_lane.cpp.
#include "http/wire/connection.h"

#include "http/syntax/proxy_header.h"
#include "http/wire/endpoint.h"
#include "http/wire/plain_answer.h"

#include <array>
#include <ctime>
#include <sys/socket.h>
#include <unistd.h>

namespace portico::http::wire {

namespace {

constexpr std::int64_t lingerWait = 2000;         // ms for a client to read its last answer and close
constexpr std::size_t mostLingered = 1024 * 1024; // bytes of it that are thrown away meanwhile
constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";

} // namespace

std::int64_t steadyNow() noexcept {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

void Connection::open(int socket, Peer peer, const Endpoint& endpoint) {
    socket_ = socket;
    endpoint_ = &endpoint;
    peer_ = std::move(peer);
    const bool announced = endpoint.proxies && endpoint.proxies->header == ProxyHeader::ProxyProtocol;
    phase_ = announced && endpoint.proxies->trusts(peer_.address) ? Phase::ProxyHeader : Phase::Request;
    first_ = more_ = true;
    closing_ = unread_ = continued_ = answering_ = broken_ = false;
    since_ = steadyNow();
    lingered_ = 0;
}

void Connection::close() noexcept {
    if (socket_ < 0) return;
    deadline.store(0, std::memory_order_relaxed);
    channel_.reset();
    output_.clear();
    intake_.reset();
    ::close(socket_);
    socket_ = -1;
}

Connection::Next Connection::advance(Intakes& intakes) {
    if (ownership.hungUp()) more_ = true; // the end of the stream is something to be read, too
    const bool wasSending = !output_.empty();
    if (flush() == Io::Ended) return Next::End;
    if (!output_.empty()) return Next::Wait;
    if (wasSending) since_ = steadyNow(); // the wait for the next request begins when the client has its answer
    if (closing_) return finishAnswers();
    if (phase_ == Phase::Lingering) return linger();
    if (phase_ == Phase::ProxyHeader) {
        if (const Next next = receiveProxyHeader(); phase_ == Phase::ProxyHeader) return next;
    }
    return receive(intakes);
}

// The last answer is out. What the client is still sending, or has sent behind its last request, must be read, or its kernel
// throws the answer away.
Connection::Next Connection::finishAnswers() noexcept {
    if (channel_->finish() == Io::Again) return Next::Wait;
    closing_ = false;
    phase_ = Phase::Lingering;
    since_ = steadyNow();
    const Next next = linger();
    return unread_ || lingered_ > 0 || hasPartOfRequest() ? next : Next::End;
}

Connection::Next Connection::linger() noexcept {
    std::array<char, 16384> waste{};
    for (;;) {
        const Moved moved = channel_->read(waste);
        if (moved.state != Io::Done) return moved.state == Io::Again ? Next::Wait : Next::End;
        lingered_ += moved.bytes;
        if (lingered_ > mostLingered) return Next::End;
    }
}

// Looked at before it is taken: what follows it may be a TLS handshake.
Connection::Next Connection::receiveProxyHeader() {
    std::array<char, syntax::mostProxyHeaderV2Bytes> bytes{};
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), MSG_PEEK | MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN)) return Next::End;
    if (got < 0) return Next::Wait;
    const syntax::ProxyHeader header = syntax::parseProxyHeader({bytes.data(), static_cast<std::size_t>(got)});
    if (header.state == syntax::ProxyHeader::State::Bad) return Next::End;
    if (header.state == syntax::ProxyHeader::State::NeedMore) return Next::Wait;
    if (::recv(socket_, bytes.data(), header.consumed, MSG_DONTWAIT) != static_cast<ssize_t>(header.consumed))
        return Next::End;
    if (!header.local) {
        peer_ = peerNamed(header.source);
        peer_.secure = header.tls;
    }
    phase_ = Phase::Request;
    return Next::Wait;
}

Connection::Next Connection::receive(Intakes& intakes) {
    if (!intake_) intake_ = intakes.take();
    for (;;) {
        const bool wasIdle = intake_->empty();
        const Intake::State state = intake_->examine();
        if (state == Intake::State::Complete || state == Intake::State::Refused) return Next::Serve;
        if (state == Intake::State::Body && !continued_) {
            since_ = steadyNow();
            sendContinue();
        }
        if (!more_) return Next::Wait;
        const std::span<char> space = intake_->space();
        const Moved moved = channel_->read(space);
        if (moved.state == Io::Ended) return Next::End;
        more_ = moved.state == Io::Done && (moved.bytes == space.size() || ownership.hungUp());
        if (moved.state == Io::Again) return Next::Wait;
        if (wasIdle) since_ = steadyNow();
        intake_->add(moved.bytes);
    }
}

// Once for each body; a client that did not ask for it gets nothing.
void Connection::sendContinue() {
    if (!continued_ && !answering_ && intake_->framing().expectContinue) {
        output_.add(std::string(goOn));
        flush();
    }
    continued_ = true;
}

void Connection::rest(Intakes& intakes) {
    if (intake_ && intake_->empty()) intakes.give(std::move(intake_));
    std::int64_t until = since_;
    if (phase_ == Phase::Lingering)
        until += lingerWait;
    else if (!output_.empty())
        until += limits_.writeWait.count() + static_cast<std::int64_t>(output_.written() * 1000 / limits_.leastRate);
    else if (intake_ && intake_->state() == Intake::State::Body)
        until = deadlineOfBody();
    else
        until += (isIdle() && !first_ ? limits_.idle : limits_.headWait).count();
    deadline.store(until, std::memory_order_relaxed);
}

std::int64_t Connection::deadlineOfBody() const noexcept {
    const auto earned = static_cast<std::int64_t>(intake_->bodyReceived() * 1000 / limits_.leastRate);
    return since_ + limits_.bodyWait.count() + earned;
}

void Connection::refuse(int status, std::string_view text, std::string_view fields) {
    const bool bare = intake_ && intake_->state() != Intake::State::Head && intake_->head().method == "HEAD";
    std::string answer = plainAnswer(status, text, fields, true);
    if (bare) answer.resize(answer.size() - text.size());
    output_.add(std::move(answer));
    closing_ = unread_ = true;
    since_ = steadyNow();
}

void Connection::answered(bool keepAlive) noexcept {
    unread_ = intake_->state() == Intake::State::Refused || !intake_->bodyIsOver();
    closing_ = !keepAlive || unread_ || broken_;
    first_ = continued_ = answering_ = false;
    since_ = steadyNow();
    intake_->next();
}

} // namespace portico::http::wire
