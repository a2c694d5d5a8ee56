// SPDX-License-Identifier: Apache-2.0
// All clients in one epoll set: their events, their requests and their end. How they are accepted: connection_set_accept.cpp.
#include "http/wire/epoll/connection_set.h"

#include "http/wire/connection/plain_answer.h"

#include <array>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace portico::http::wire {

namespace {

constexpr int maxAtOnce = 64; // events, or health answers to one client, before requests are served

void write(int eventDescriptor) noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(eventDescriptor, &one, sizeof one);
}

} // namespace

ConnectionSet::ConnectionSet(std::vector<std::pair<Listener, Endpoint>> listeners, const Limits& limits, Report report,
                             NetworkOfHead networkOfHead)
    : limits_(limits),
      listeners_(std::move(listeners)),
      report_(std::move(report)),
      networkOfHead_(std::move(networkOfHead)),
      slots_(limits, stop_),
      shares_(limits),
      wakeAllFd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      wakeOneFd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      reserve_(openReserve()) {
    epoll_.add(wakeAllFd_, EPOLLIN, {Mark::wakeAll});
    epoll_.add(wakeOneFd_, EPOLLIN | EPOLLET, {Mark::wakeOne});
    for (std::size_t i = 0; i < listeners_.size(); ++i)
        epoll_.add(listeners_[i].first.socket(), EPOLLIN, Mark::ofListener(i));
}

ConnectionSet::~ConnectionSet() {
    for (const int fd : {wakeAllFd_, wakeOneFd_, reserve_}) ::close(fd);
}

// Level-triggered and never read: after a wake-up, every thread that waits here returns.
void ConnectionSet::wake() noexcept { write(wakeAllFd_); }

// Edge-triggered: each write is one event for one thread.
void ConnectionSet::wakeOne() noexcept { write(wakeOneFd_); }

void ConnectionSet::wait(int milliseconds, RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    std::array<epoll_event, maxAtOnce> events;
    const int count = epoll_.wait(events, milliseconds);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        const Mark mark = Mark::of(event);
        if (mark.slot == Mark::wakeAll || mark.slot == Mark::wakeOne) continue;
        if (mark.slot >= Mark::firstListener) {
            accept(mark.slot - Mark::firstListener, bufferPool, ready);
            continue;
        }
        Connection& connection = slots_.at(mark.slot);
        const bool hungUp = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
        if (connection.ownership.take(mark.epoch, hungUp) != Ownership::Taken::Yes) continue;
        connection.hear();
        if (resume(connection, bufferPool)) ready.push(connection);
    }
}

// Works on an owned connection until it has a request (true) or is no longer owned. If there is no memory for it, only that
// client ends.
bool ConnectionSet::resume(Connection& connection, RequestBufferPool& bufferPool) noexcept {
    try {
        return advance(connection, bufferPool);
    } catch (...) {
        end(connection);
        return false;
    }
}

// Health requests are answered here. A client that sends them endlessly is closed; otherwise it would keep this thread.
bool ConnectionSet::advance(Connection& connection, RequestBufferPool& bufferPool) {
    for (int healthy = 0;;) {
        const Connection::Next next = connection.advance(bufferPool);
        if (const auto strange = connection.takeMismatch(); strange.misfit != ProtocolMismatch::None && report_)
            report_(connection.peer(), 400, strange.why, strange.misfit);
        if (next == Connection::Next::End) return end(connection), false;
        if (connection.isNamedByProxy() && !connection.held.network &&
            !claim(connection.peer(), *connection.network(), connection.held))
            return end(connection), false; // it may expect TLS, so no plain answer can be sent
        learnNetwork(connection);
        if (next == Connection::Next::Serve) {
            if (!isHealthCheck(connection.requestBuffer().head()) ||
                connection.requestBuffer().state() != RequestBuffer::State::Complete)
                return true;
            answerHealth(connection, ++healthy == maxAtOnce);
            continue;
        }
        if (leaving_.load(std::memory_order_relaxed) && connection.isIdle()) return leave(connection), false;
        connection.rest(bufferPool);
        const bool isRequest = connection.isWaitingForRequest();
        if (!countBuffered(connection)) {
            if (isRequest) continue; // already refused
            return end(connection), false;
        }
        if (connection.hitFlushLimit()) watchAgain(connection);
        if (connection.ownership.release()) return false;
        connection.hear();
    }
}

// A trusted proxy's connection counts for the network of the current client until the answer has been sent. The next request may
// be another client's.
void ConnectionSet::learnNetwork(Connection& connection) {
    if (!connection.bringsOthers() || !networkOfHead_) return;
    if (connection.hasHead())
        connection.setNetwork(networkOfHead_(connection));
    else if (connection.isWaitingForRequest())
        connection.setNetwork(std::nullopt);
    shares_.countFor(connection.network(), connection.held);
}

// False if the bytes would exceed the quota of all clients or of the network; the request has then been refused.
bool ConnectionSet::countBuffered(Connection& connection) {
    const shares::Admission taken = shares_.countBuffered(connection);
    if (taken == shares::Admission::Yes) return true;
    const int status = taken == shares::Admission::NetworkOverShare ? 429 : 503;
    if (report_) {
        const std::string why =
            "limits.buffered is used up; the client is from " + connection.network().value_or(shares::Network()).text();
        report_(connection.peer(), status, why, ProtocolMismatch::None); // the peer may be a proxy
    }
    if (connection.isWaitingForRequest()) connection.refuse(status, sentenceFor(status), fieldsFor(status));
    return false;
}

// Queues one more event, after all waiting ones, if the socket has room. Call it while the connection is owned: later its
// descriptor may belong to another one.
void ConnectionSet::watchAgain(const Connection& connection) noexcept {
    epoll_.change(connection.socket(), Epoll::clientEvents, {connection.slot, connection.ownership.epoch()});
}

bool ConnectionSet::putBack(Connection& connection, RequestBufferPool& bufferPool) noexcept {
    return resume(connection, bufferPool);
}

void ConnectionSet::answerHealth(Connection& connection, bool last) {
    const RequestBuffer& requestBuffer = connection.requestBuffer();
    const bool close = last || !requestBuffer.keepAlive() || !requestBuffer.bodyIsOver() || isStopping();
    connection.send(healthAnswer(requestBuffer.head(), isStopping(), close));
    connection.answered(!close);
}

void ConnectionSet::refuse(Connection& connection, int status, std::string_view why,
                           RequestBufferPool& bufferPool) noexcept {
    try {
        if (report_) report_(connection.peer(), status, why, ProtocolMismatch::None);
        connection.refuse(status, sentenceFor(status), fieldsFor(status));
    } catch (...) { // no memory for an answer
        return end(connection);
    }
    resume(connection, bufferPool);
}

// The order matters: forEachWaiting takes no connection without a deadline and none of an ended epoch.
void ConnectionSet::end(Connection& connection) noexcept {
    shares_.putBack(connection.held);
    connection.deadline.store(0, std::memory_order_relaxed);
    connection.ownership.end(); // before the descriptor can be reused
    connection.close();
    slots_.give(connection);
}

// Ends an idle connection, and announces an orderly close.
void ConnectionSet::leave(Connection& connection) noexcept {
    connection.channel().finish();
    end(connection);
}

void ConnectionSet::expire(RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    if (paused_.exchange(false, std::memory_order_acquire)) {
        const WriteLock lock(accepting_);
        reopenReserve(bufferPool, ready);
        for (std::size_t i = 0; i < listeners_.size(); ++i) watchListener(i, EPOLLIN);
    }
    const std::int64_t now = steadyNow();
    const auto isLate = [now](const Connection& connection) {
        const std::int64_t deadline = connection.deadline.load(std::memory_order_relaxed);
        return deadline != 0 && deadline <= now;
    };
    forEachWaiting(isLate, [&](Connection& connection) {
        if (isLate(connection))
            onDeadline(connection, bufferPool);
        else if (resume(connection, bufferPool)) // the connection made progress meanwhile
            ready.push(connection);
    });
}

void ConnectionSet::onDeadline(Connection& connection, RequestBufferPool& bufferPool) noexcept {
    connection.giveUp(Truncation::TooSlow);
    if (connection.isIdle()) return leave(connection);
    if (!connection.isWaitingForRequest() || !connection.hasPartOfRequest()) return end(connection);
    refuse(connection, 408, "the request was not complete in time", bufferPool);
}

void ConnectionSet::stopListening(RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    stop_.begun = true;
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
        const Listener& listener = listeners_[i].first;
        epoll_.remove(listener.socket());
        if (listener.isInherited()) continue; // clients waiting there belong to the next server process
        accept(i, bufferPool, ready);
        listener.refuse();
    }
}

// Each is read once more, so that a request that arrived at an apparently idle connection is served.
void ConnectionSet::endIdle(RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    leaving_ = true;
    const auto isOpen = [](const Connection& connection) { return connection.deadline.load() != 0; };
    forEachWaiting(isOpen, [&](Connection& connection) {
        if (isCut()) return end(connection);
        connection.hear();
        if (resume(connection, bufferPool)) ready.push(connection);
    });
}

void ConnectionSet::cut() noexcept { stop_.over = true; }

} // namespace portico::http::wire
