// SPDX-License-Identifier: Apache-2.0
// All clients in one epoll set.
#include "http/wire/connection_set.h"

#include "http/wire/plain_answer.h"
#include "http/wire/plain_channel.h"
#include "http/wire/tls.h"

#include <array>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace portico::http::wire {

namespace {

constexpr std::uint32_t wakerMark = 0xffffffff;    // instead of a slot
constexpr std::uint32_t listenerMark = 0xffff0000; // and below it the number of the listener
constexpr int mostAtOnce = 64;                     // events, or new clients of one listener, before something is served
constexpr std::string_view busy = "The server is busy. Please try again in a few seconds.\n";
constexpr std::string_view retry = "Retry-After: 2\r\n";

std::uint64_t mark(std::uint32_t slot, std::uint32_t generation) noexcept {
    return static_cast<std::uint64_t>(slot) << 32 | generation;
}

void watch(int epoll, int fd, std::uint32_t events, std::uint64_t data) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = data;
    if (::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) throw std::runtime_error("a socket cannot be watched");
}

int openReserve() noexcept { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

std::unique_ptr<Channel> channelFor(int socket, const Endpoint& endpoint) {
    if (endpoint.tls) return endpoint.tls->accept(socket);
    return std::make_unique<PlainChannel>(socket);
}

} // namespace

ConnectionSet::ConnectionSet(std::vector<std::pair<Listener, Endpoint>> listeners, const Limits& limits, Report report)
    : limits_(limits),
      listeners_(std::move(listeners)),
      report_(std::move(report)),
      slots_(limits, stop_),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      waker_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      reserve_(openReserve()) {
    watch(epoll_, waker_, EPOLLIN, mark(wakerMark, 0));
    for (std::uint32_t i = 0; i < listeners_.size(); ++i)
        watch(epoll_, listeners_[i].first.socket(), EPOLLIN, mark(listenerMark + i, 0));
}

ConnectionSet::~ConnectionSet() {
    for (const int fd : {epoll_, waker_, reserve_}) ::close(fd);
}

// Level-triggered and never read: once woken, all who wait here come out.
void ConnectionSet::wake() noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(waker_, &one, sizeof one);
}

void ConnectionSet::wait(int milliseconds, Intakes& intakes, std::vector<Connection*>& ready) {
    std::array<epoll_event, mostAtOnce> events;
    const int count = ::epoll_wait(epoll_, events.data(), mostAtOnce, milliseconds);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        const auto slot = static_cast<std::uint32_t>(event.data.u64 >> 32);
        if (slot == wakerMark) continue;
        if (slot >= listenerMark) {
            accept(slot - listenerMark, intakes, ready);
            continue;
        }
        Connection& connection = slots_.at(slot);
        const bool hungUp = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
        const auto generation = static_cast<std::uint32_t>(event.data.u64);
        if (connection.ownership.take(generation, hungUp) != Ownership::Taken::Yes) continue;
        connection.hear();
        if (goOn(connection, intakes)) ready.push_back(&connection);
    }
}

// An owned connection, until it has a request (true) or is nobody's any longer.
bool ConnectionSet::goOn(Connection& connection, Intakes& intakes) {
    for (;;) {
        const Connection::Next next = connection.advance(intakes);
        if (next == Connection::Next::End) return end(connection), false;
        if (next == Connection::Next::Serve) {
            if (!isHealthCheck(connection.intake().head()) || connection.intake().state() != Intake::State::Complete)
                return true;
            answerHealth(connection);
            continue;
        }
        connection.rest(intakes);
        if (connection.ownership.release()) return false;
        connection.hear();
    }
}

bool ConnectionSet::giveBack(Connection& connection, Intakes& intakes) { return goOn(connection, intakes); }

void ConnectionSet::answerHealth(Connection& connection) {
    const bool close = !connection.intake().keepAlive() || isStopping();
    connection.send(healthAnswer(connection.intake().head(), isStopping(), close));
    connection.answered(!close);
}

void ConnectionSet::refuse(Connection& connection, int status, std::string_view why, Intakes& intakes) {
    if (report_) report_(connection.peer(), status, why);
    connection.refuse(status, status == 503 ? busy : "", status == 503 ? retry : "");
    goOn(connection, intakes);
}

void ConnectionSet::end(Connection& connection) noexcept {
    if (!connection.countedAs.empty()) counts_.leave(connection.countedAs);
    connection.ownership.end(); // before the socket's number can be somebody else's
    connection.close();
    slots_.give(connection);
}

void ConnectionSet::accept(std::size_t listener, Intakes& intakes, std::vector<Connection*>& ready) {
    for (int i = 0; i < mostAtOnce; ++i) {
        sockaddr_storage from{};
        socklen_t length = sizeof from;
        const int socket = ::accept4(listeners_[listener].first.socket(), reinterpret_cast<sockaddr*>(&from), &length,
                                     SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (socket >= 0) {
            welcome(socket, from, listeners_[listener].second, intakes, ready);
            continue;
        }
        if (errno != EMFILE && errno != ENFILE) return;
        ::close(reserve_);
        const int surplus = ::accept4(listeners_[listener].first.socket(), nullptr, nullptr, SOCK_CLOEXEC);
        if (surplus >= 0) turnAway(surplus, 503);
        reserve_ = openReserve();
        if (surplus < 0) return;
    }
}

void ConnectionSet::welcome(int socket, const sockaddr_storage& from, const Endpoint& endpoint, Intakes& intakes,
                            std::vector<Connection*>& ready) {
    Peer peer = peerOf(from);
    const bool trusted = from.ss_family == AF_UNIX || (endpoint.proxies && endpoint.proxies->trusts(peer.address));
    if (!trusted && !counts_.enter(peer.address, limits_.connectionsPerAddress)) {
        if (report_) report_(peer, 503, "more connections than limits.connections_per_address");
        return turnAway(socket, 503);
    }
    Connection* connection = slots_.take();
    if (connection == nullptr) {
        if (!trusted) counts_.leave(peer.address);
        if (report_) report_(peer, 503, "more connections than limits.connections");
        return turnAway(socket, 503);
    }
    const int on = 1;
    if (from.ss_family != AF_UNIX) ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const std::uint32_t generation = connection->ownership.generation();
    connection->ownership.take(generation, false);
    connection->countedAs = trusted ? "" : peer.address;
    connection->open(socket, channelFor(socket, endpoint), std::move(peer), endpoint);
    // Added before it is read: what arrives in between is an event, and one that is known already does no harm.
    watch(epoll_, socket, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, mark(connection->slot, generation));
    if (goOn(*connection, intakes)) ready.push_back(connection);
}

void ConnectionSet::turnAway(int socket, int status) noexcept {
    try {
        const std::string answer = plainAnswer(status, busy, retry, true);
        ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        ::shutdown(socket, SHUT_WR);
    } catch (...) { // no memory for an answer: the end is answer enough
    }
    ::close(socket);
}

void ConnectionSet::expire(Intakes& intakes) {
    const std::int64_t now = steadyNow();
    for (std::uint32_t slot = 0; slot < slots_.made(); ++slot) {
        Connection& connection = slots_.at(slot);
        const auto isLate = [&] {
            const std::int64_t deadline = connection.deadline.load(std::memory_order_relaxed);
            return deadline != 0 && deadline <= now;
        };
        if (!isLate() || connection.ownership.isOwned()) continue;
        if (connection.ownership.take(connection.ownership.generation(), false) != Ownership::Taken::Yes) continue;
        if (isLate())
            tooLate(connection, intakes);
        else // it went on in between
            goOn(connection, intakes);
    }
}

void ConnectionSet::tooLate(Connection& connection, Intakes& intakes) {
    if (!connection.isWaitingForRequest() || !connection.hasPartOfRequest()) return end(connection);
    refuse(connection, 408, "the request did not come in time", intakes);
}

void ConnectionSet::stopListening() noexcept {
    stop_.begun = true;
    for (const auto& [listener, endpoint] : listeners_) ::epoll_ctl(epoll_, EPOLL_CTL_DEL, listener.socket(), nullptr);
}

void ConnectionSet::endIdle(Intakes& intakes) {
    forEachWaiting([&](Connection& connection) {
        if (isCut() || connection.isIdle())
            end(connection);
        else
            goOn(connection, intakes);
    });
}

void ConnectionSet::cut() noexcept { stop_.over = true; }

// Takes each open connection that nobody works on. A free place has no deadline.
template <class Work>
void ConnectionSet::forEachWaiting(Work&& work) {
    for (std::uint32_t slot = 0; slot < slots_.made(); ++slot) {
        Connection& connection = slots_.at(slot);
        if (connection.deadline.load(std::memory_order_relaxed) == 0 || connection.ownership.isOwned()) continue;
        if (connection.ownership.take(connection.ownership.generation(), false) == Ownership::Taken::Yes)
            work(connection);
    }
}

} // namespace portico::http::wire
