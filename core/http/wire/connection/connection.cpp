// SPDX-License-Identifier: Apache-2.0
// One client: its events. connection_lane.cpp contains what a lane does with it.
#include "http/wire/connection/connection.h"

#include "http/syntax/address/forwarded.h"
#include "http/syntax/address/proxy_header.h"
#include "http/wire/channel/plain_channel.h"
#include "http/wire/connection/plain_answer.h"
#include "http/wire/listen/endpoint.h"

#include <array>
#include <ctime>
#include <sys/socket.h>
#include <unistd.h>

namespace portico::http::wire {

namespace {

constexpr std::int64_t lingerWait = 2000;         // ms in which a client may read its last answer and close
constexpr std::size_t mostLingered = 1024 * 1024; // maximum number of bytes discarded meanwhile
constexpr std::string_view continueResponse = "HTTP/1.1 100 Continue\r\n\r\n";

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
    const bool speaksForOthers = endpoint.proxies && endpoint.proxies->trusts(peer_.address);
    const bool announced = speaksForOthers && endpoint.proxies->header == ProxyHeader::ProxyProtocol;
    phase_ = announced ? Phase::ProxyHeader : Phase::Request;
    network_.reset();
    if (!speaksForOthers) network_ = shares::Network::of(peer_.address);
    named_ = false;
    bringsOthers_ = speaksForOthers && !announced;
    first_ = more_ = true;
    closing_ = unread_ = continued_ = answering_ = broken_ = isPlainHttp_ = false;
    truncation_ = Truncation::No;
    mismatch_ = {};
    since_ = steadyNow();
    lingered_ = 0;
}

void Connection::close() noexcept {
    if (socket_ < 0) return;
    deadline.store(0, std::memory_order_relaxed);
    tell();
    channel_.reset();
    output_.clear();
    requestBuffer_.reset();
    ::close(socket_);
    socket_ = -1;
}

Io Connection::flush() noexcept {
    if (broken_) return Io::Ended;
    const Io state = output_.flush(*channel_);
    if (state == Io::Ended) giveUp(output_.fileEnded() ? Truncation::FileShrank : Truncation::ClientGone);
    return state;
}

// The rest of an answer has been sent or never will be.
void Connection::tell() noexcept {
    if (!onFlushed_) return;
    if (hasOutput()) giveUp(stop_.over.load(std::memory_order_relaxed) ? Truncation::Stopping : Truncation::ClientGone);
    try {
        std::exchange(onFlushed_, nullptr)(unsent(), hasOutput() ? truncation_ : Truncation::No);
    } catch (...) { // no memory for a log line
    }
}

Connection::Next Connection::advance(RequestBufferPool& bufferPool) {
    if (ownership.hungUp()) more_ = true; // the end of the stream must be read, too
    const bool wasSending = !output_.empty();
    if (flush() == Io::Ended) return Next::End;
    if (!output_.empty()) return Next::Wait;
    tell();
    if (wasSending) since_ = steadyNow(); // the wait for the next request begins when the answer has been sent
    if (closing_) return finishAnswers();
    if (phase_ == Phase::Lingering) return linger();
    if (phase_ == Phase::ProxyHeader) {
        if (const Next next = receiveProxyHeader(); phase_ == Phase::ProxyHeader) return next;
    }
    return receive(bufferPool);
}

// The last answer has been sent. What the client still sends after its last request must be read; otherwise the kernel resets the
// connection and the client's kernel discards the answer.
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
        const IoResult moved = channel_->read(waste);
        if (moved.state != Io::Done) return moved.state == Io::Again ? Next::Wait : Next::End;
        lingered_ += moved.bytes;
        if (lingered_ > mostLingered) return Next::End;
    }
}

// Peeked before it is read, because a TLS handshake may follow.
Connection::Next Connection::receiveProxyHeader() {
    std::array<char, syntax::mostProxyHeaderV2Bytes> bytes{};
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), MSG_PEEK | MSG_DONTWAIT);
    if (got == 0 || (got < 0 && errno != EAGAIN)) return Next::End;
    if (got < 0) return Next::Wait;
    const syntax::ProxyHeader header = syntax::parseProxyHeader({bytes.data(), static_cast<std::size_t>(got)});
    if (header.state == syntax::ProxyHeader::State::Bad) {
        mismatch_ = {ProtocolMismatch::NoProxyHeader, header.reason};
        return Next::End;
    }
    if (header.state == syntax::ProxyHeader::State::NeedMore) return Next::Wait;
    if (::recv(socket_, bytes.data(), header.consumed, MSG_DONTWAIT) != static_cast<ssize_t>(header.consumed))
        return Next::End;
    name(header);
    phase_ = Phase::Request;
    return Next::Wait;
}

// A loopback address reported by a proxy on another machine belongs to that machine.
void Connection::name(const syntax::ProxyHeader& header) {
    const bool isProxyHere = isHere(peer_);
    if (header.unknown) peer_ = {std::string(syntax::unknownClient)};
    if (!header.source.empty()) peer_ = peerNamed(header.source);
    if (!header.local) peer_.port = header.port;
    peer_.loopback = peer_.loopback && isProxyHere && !header.local;
    peer_.secure = header.tls;
    peer_.proxied = true;
    named_ = !header.local;
    if (named_) network_ = shares::Network::of(peer_.address);
}

Connection::Next Connection::receive(RequestBufferPool& bufferPool) {
    if (!requestBuffer_) requestBuffer_ = bufferPool.take();
    for (;;) {
        const bool wasIdle = requestBuffer_->empty();
        const RequestBuffer::State state = requestBuffer_->examine();
        if (state == RequestBuffer::State::Complete || state == RequestBuffer::State::Refused)
            return isPlainHttp_ ? answerPlainHttp(bufferPool) : Next::Serve;
        if (state == RequestBuffer::State::Body && !continued_) {
            since_ = steadyNow();
            sendContinue();
        }
        if (!more_) return Next::Wait;
        const std::span<char> space = requestBuffer_->space();
        const IoResult moved = channel_->read(space);
        if (moved.state == Io::Ended && channel_->isPlainHttp()) {
            channel_ = std::make_unique<PlainChannel>(socket_);
            isPlainHttp_ = true;
            continue;
        }
        if (moved.state == Io::Ended) return Next::End;
        more_ = moved.state == Io::Done && (moved.bytes == space.size() || ownership.hungUp());
        if (moved.state == Io::Again) return Next::Wait;
        if (wasIdle) since_ = steadyNow();
        requestBuffer_->add(moved.bytes);
    }
}

// Answered in the client's protocol: a browser would show nothing if it received a TLS alert.
Connection::Next Connection::answerPlainHttp(RequestBufferPool& bufferPool) {
    mismatch_ = {ProtocolMismatch::PlainHttp, "plain http on an https port"};
    refuse(400, "This port speaks https, and the request came as plain http. Use https:// in the address.");
    return advance(bufferPool);
}

// Sent once for each body, and only to a client that asked for it.
void Connection::sendContinue() {
    if (!continued_ && !answering_ && requestBuffer_->framing().expectContinue) {
        output_.add(std::string(continueResponse));
        flush();
    }
    continued_ = true;
}

void Connection::rest(RequestBufferPool& bufferPool) {
    if (requestBuffer_ && requestBuffer_->empty()) bufferPool.give(std::move(requestBuffer_));
    std::int64_t until = since_;
    if (phase_ == Phase::Lingering)
        until += lingerWait;
    else if (!output_.empty())
        until += limits_.writeWait.count() + static_cast<std::int64_t>(output_.written() * 1000 / limits_.leastRate);
    else if (requestBuffer_ && requestBuffer_->state() == RequestBuffer::State::Body)
        until = deadlineOfBody();
    else
        until += (isIdle() && !first_ ? limits_.idle : limits_.headWait).count();
    deadline.store(until, std::memory_order_relaxed);
}

std::int64_t Connection::deadlineOfBody() const noexcept {
    const auto earned = static_cast<std::int64_t>(requestBuffer_->bodyReceived() * 1000 / limits_.leastRate);
    return since_ + limits_.bodyWait.count() + earned;
}

void Connection::refuse(int status, std::string_view sentence, std::string_view fields) {
    static const syntax::RequestHead nothing;
    const bool whole = requestBuffer_ && requestBuffer_->state() != RequestBuffer::State::Head;
    const syntax::RequestHead& asked = whole            ? requestBuffer_->head()
                                       : requestBuffer_ ? requestBuffer_->partialHead()
                                                        : nothing;
    output_.add(refusal(asked, status, sentence, fields));
    requestBuffer_.reset();
    closing_ = unread_ = true;
    since_ = steadyNow();
}

void Connection::answered(bool keepAlive) noexcept {
    unread_ = requestBuffer_->state() == RequestBuffer::State::Refused || !requestBuffer_->bodyIsOver();
    closing_ = !keepAlive || unread_ || broken_;
    first_ = continued_ = answering_ = false;
    since_ = steadyNow();
    requestBuffer_->next();
}

} // namespace portico::http::wire
