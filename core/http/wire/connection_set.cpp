// SPDX-License-Identifier: Apache-2.0
// All clients in one epoll set.
#include "http/wire/connection_set.h"

#include "http/wire/current_tls.h"
#include "http/wire/plain_answer.h"
#include "http/wire/plain_channel.h"

#include <array>
#include <fcntl.h>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace portico::http::wire {

namespace {

constexpr std::uint32_t wakeAllMark = 0xffffffff;  // in place of a slot number
constexpr std::uint32_t wakeOneMark = 0xfffffffe;  // likewise
constexpr std::uint32_t listenerMark = 0xffff0000; // plus the number of the listener
constexpr std::uint32_t clientEvents = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
constexpr int maxAtOnce = 64; // events, new clients of one listener, or health answers before requests are served
constexpr std::string_view busy = "The server is busy. Please try again in a few seconds.";
constexpr std::string_view tooMany = "Too many requests come from your network. Please try again in a few seconds.";
constexpr std::string_view retry = "Retry-After: 2\r\n";

std::uint64_t mark(std::uint32_t slot, std::uint32_t epoch) noexcept {
    return static_cast<std::uint64_t>(slot) << 32 | epoch;
}

void watch(int epoll, int fd, std::uint32_t events, std::uint64_t data) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = data;
    if (::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        throw std::runtime_error("a socket cannot be added to the epoll set");
}

int openReserve() noexcept { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

// Errors of accept that persist until a resource is returned. All other errors concern one client.
bool isShortage(int error) noexcept {
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

int acceptNow(const Listener& listener, sockaddr_storage& from) noexcept {
    socklen_t length = sizeof from;
    return ::accept4(listener.socket(), reinterpret_cast<sockaddr*>(&from), &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

bool hasBytes(int socket) noexcept {
    char one = 0;
    return ::recv(socket, &one, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 || errno != EAGAIN;
}

void write(int eventDescriptor) noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(eventDescriptor, &one, sizeof one);
}

// Null if there is no memory.
std::unique_ptr<Channel> channelFor(int socket, const Endpoint& endpoint) {
    if (endpoint.tls) return endpoint.tls->get()->accept(socket);
    return std::make_unique<PlainChannel>(socket);
}

// Header fields for 503 and 429; other statuses have none.
std::string_view textFor(int status) noexcept {
    if (status == 429) return tooMany;
    return status == 503 ? busy : std::string_view();
}

std::string shortageOf(Descriptor descriptor) {
    return descriptor == Descriptor::Own ? "more connections than limits.connections"
                                         : "no file descriptors left (RLIMIT_NOFILE)";
}

std::string_view fieldsFor(int status) noexcept { return textFor(status).empty() ? std::string_view() : retry; }

} // namespace

ConnectionSet::ConnectionSet(std::vector<std::pair<Listener, Endpoint>> listeners, const Limits& limits, Report report,
                             NetworkOfHead networkOfHead)
    : limits_(limits),
      listeners_(std::move(listeners)),
      report_(std::move(report)),
      networkOfHead_(std::move(networkOfHead)),
      slots_(limits, stop_),
      buffered_(limits.buffered),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      wakeAllFd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      wakeOneFd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      reserve_(openReserve()) {
    watch(epoll_, wakeAllFd_, EPOLLIN, mark(wakeAllMark, 0));
    watch(epoll_, wakeOneFd_, EPOLLIN | EPOLLET, mark(wakeOneMark, 0));
    for (std::uint32_t i = 0; i < listeners_.size(); ++i)
        watch(epoll_, listeners_[i].first.socket(), EPOLLIN, mark(listenerMark + i, 0));
}

ConnectionSet::~ConnectionSet() {
    for (const int fd : {epoll_, wakeAllFd_, wakeOneFd_, reserve_}) ::close(fd);
}

// Level-triggered and never read: after a wake-up, every thread that waits here returns.
void ConnectionSet::wake() noexcept { write(wakeAllFd_); }

// Edge-triggered: each write is one event for one thread.
void ConnectionSet::wakeOne() noexcept { write(wakeOneFd_); }

void ConnectionSet::wait(int milliseconds, RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    std::array<epoll_event, maxAtOnce> events;
    const int count = ::epoll_wait(epoll_, events.data(), maxAtOnce, milliseconds);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        const auto slot = static_cast<std::uint32_t>(event.data.u64 >> 32);
        if (slot == wakeAllMark || slot == wakeOneMark) continue;
        if (slot >= listenerMark) {
            accept(slot - listenerMark, bufferPool, ready);
            continue;
        }
        Connection& connection = slots_.at(slot);
        const bool hungUp = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
        const auto epoch = static_cast<std::uint32_t>(event.data.u64);
        if (connection.ownership.take(epoch, hungUp) != Ownership::Taken::Yes) continue;
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
    countFor(connection.network(), connection.held);
}

// Counts the connection for this network and no longer for another.
void ConnectionSet::countFor(const std::optional<shares::Network>& network, Held& held) {
    if (network == held.network) return;
    if (network) networks_.enter(*network);
    if (held.network) networks_.leave(*held.network);
    held.network = network;
}

// False if the bytes would exceed the quota of all clients or of the network; the request has then been refused. A resting
// connection without bytes costs nothing.
bool ConnectionSet::countBuffered(Connection& connection) {
    Held& held = connection.held;
    const std::size_t now = connection.bufferedBytes();
    if (now == held.bytes && held.bytesOf == connection.network()) return true;
    if (held.bytes > 0) buffered_.give(held.bytesOf, std::exchange(held.bytes, 0));
    if (now == 0) return true;
    const shares::Admission taken = buffered_.take(connection.network(), now);
    if (taken == shares::Admission::Yes) {
        held.bytes = now;
        held.bytesOf = connection.network();
        return true;
    }
    const int status = taken == shares::Admission::NetworkOverShare ? 429 : 503;
    if (report_) report_(connection.peer(), status, "limits.buffered is used up", ProtocolMismatch::None);
    if (connection.isWaitingForRequest()) connection.refuse(status, textFor(status), fieldsFor(status));
    return false;
}

// Queues one more event, after all waiting ones, if the socket has room. Call it while the connection is owned: later its
// descriptor may belong to another one.
void ConnectionSet::watchAgain(const Connection& connection) noexcept {
    epoll_event event{};
    event.events = clientEvents;
    event.data.u64 = mark(connection.slot, connection.ownership.epoch());
    ::epoll_ctl(epoll_, EPOLL_CTL_MOD, connection.socket(), &event);
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
        connection.refuse(status, textFor(status), fieldsFor(status));
    } catch (...) { // no memory for an answer
        return end(connection);
    }
    resume(connection, bufferPool);
}

// The order matters: forEachWaiting takes no connection without a deadline and none of an ended epoch.
void ConnectionSet::end(Connection& connection) noexcept {
    putBack(connection.held);
    connection.deadline.store(0, std::memory_order_relaxed);
    connection.ownership.end(); // before the descriptor can be reused
    connection.close();
    slots_.give(connection);
}

// Ends a connection with nothing under way, and announces an orderly close.
void ConnectionSet::leave(Connection& connection) noexcept {
    connection.channel().finish();
    end(connection);
}

void ConnectionSet::accept(std::size_t listener, RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    for (int i = 0; i < maxAtOnce; ++i) {
        sockaddr_storage from{};
        const int socket = acceptFrom(listeners_[listener].first, from);
        if (socket >= 0) {
            addClient(socket, from, listeners_[listener].second, Descriptor::Own, bufferPool, ready);
            continue;
        }
        if (!isShortage(errno)) return;
        if (!acceptUsingReserve(listener, bufferPool, ready)) return pause(listener);
    }
}

int ConnectionSet::acceptFrom(const Listener& listener, sockaddr_storage& from) noexcept {
    const std::shared_lock lock(accepting_);
    return acceptNow(listener, from);
}

// A waiting client remains a pending event. The listener is paused until the next `expire`; otherwise every waiting thread would
// handle only this event.
void ConnectionSet::pause(std::size_t listener) noexcept {
    watchListener(listener, 0);
    paused_.store(true, std::memory_order_release);
}

void ConnectionSet::watchListener(std::size_t listener, std::uint32_t events) noexcept {
    epoll_event event{};
    event.events = events;
    event.data.u64 = mark(listenerMark + static_cast<std::uint32_t>(listener), 0);
    ::epoll_ctl(epoll_, EPOLL_CTL_MOD, listeners_[listener].first.socket(), &event);
}

// Accepts a client with the reserve descriptor because no other is left. False if that did not help and clients are waiting. A
// file that is opened at this moment may take the freed descriptor; an idle client's connection is then closed for the reserve.
bool ConnectionSet::acceptUsingReserve(std::size_t listener, RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    const std::lock_guard lock(accepting_);
    if (!reopenReserve(bufferPool, ready)) return false;
    ::close(std::exchange(reserve_, -1));
    sockaddr_storage from{};
    const int socket = acceptNow(listeners_[listener].first, from);
    const bool helped = socket >= 0 || !isShortage(errno);
    if (socket >= 0) addClient(socket, from, listeners_[listener].second, Descriptor::Reserve, bufferPool, ready);
    return reopenReserve(bufferPool, ready) && helped;
}

bool ConnectionSet::reopenReserve(RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    const auto isIdle = [](const Connection& one) { return one.isIdle() && !hasBytes(one.socket()); };
    if (reserve_ < 0) reserve_ = openReserve();
    if (reserve_ < 0 && endOne(isIdle, bufferPool, ready)) reserve_ = openReserve();
    return reserve_ >= 0;
}

// False if no connection fits or every fitting one is owned.
template <class Fits>
bool ConnectionSet::endOne(Fits&& fits, RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    bool ended = false;
    const auto isOpen = [&ended](const Connection& connection) { return !ended && connection.deadline.load() != 0; };
    forEachWaiting(isOpen, [&](Connection& connection) {
        if (fits(connection)) {
            connection.isIdle() ? leave(connection) : end(connection);
            ended = true;
        } else if (resume(connection, bufferPool)) {
            ready.push(connection);
        }
    });
    return ended;
}

// If there is no memory for the client, only that client ends.
void ConnectionSet::addClient(int socket, const sockaddr_storage& from, const Endpoint& endpoint, Descriptor descriptor,
                              RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    Peer peer;
    Held held;
    Connection* connection = nullptr;
    try {
        peer = peerOf(from);
        const bool isProxy = from.ss_family == AF_UNIX || (endpoint.proxies && endpoint.proxies->trusts(peer.address));
        std::optional<shares::Network> network;
        if (!isProxy) network = shares::Network::of(peer.address);
        if (!network || claim(peer, *network, held))
            connection = placeFor(peer, network, descriptor, bufferPool, ready);
    } catch (...) {
    }
    if (connection == nullptr) {
        putBack(held);
        return reject(socket, endpoint);
    }
    const int on = 1;
    if (from.ss_family != AF_UNIX) ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    connection->ownership.take(connection->ownership.epoch(), false);
    connection->held = std::move(held);
    if (!open(*connection, socket, std::move(peer), endpoint)) return end(*connection);
    if (resume(*connection, bufferPool)) ready.push(*connection);
}

// False if the address already has its maximum of connections; nothing is then held.
bool ConnectionSet::claim(const Peer& peer, const shares::Network& network, Held& held) {
    std::string address = shareOf(peer.address);
    if (!addresses_.enter(address, limits_.connectionsPerAddress)) {
        if (report_) report_(peer, 503, "more connections than limits.connections_per_address", ProtocolMismatch::None);
        return false;
    }
    held.address = std::move(address);
    countFor(network, held);
    return true;
}

// If all slots or descriptors are taken, the network with the most gives one to a network with fewer. Idle connections of trusted
// proxies belong to no network: one of them is closed if no network can give one.
Connection* ConnectionSet::placeFor(const Peer& peer, const std::optional<shares::Network>& network,
                                    Descriptor descriptor, RequestBufferPool& bufferPool, ReadyList& ready) {
    Connection* place = descriptor == Descriptor::Own ? slots_.take() : nullptr;
    if (place != nullptr) return place;
    const auto largest = networks_.largestOtherThan(network);
    const auto isOfLargest = [&largest](const Connection& one) { return one.held.network == largest; };
    const auto isIdleOfAProxy = [](const Connection& one) {
        return !one.held.network && one.isIdle() && !hasBytes(one.socket());
    };
    const bool endedLargest = largest && endOne(isOfLargest, bufferPool, ready);
    const bool ended = endedLargest || endOne(isIdleOfAProxy, bufferPool, ready);
    if (report_)
        report_(peer, 503,
                shortageOf(descriptor) + (endedLargest ? "; a connection of " + largest->text() + " is closed for it"
                                          : ended      ? "; an idle connection of a proxy is closed for it"
                                                       : "; the client is refused"),
                ProtocolMismatch::None);
    return ended ? slots_.take() : nullptr;
}

void ConnectionSet::putBack(Held& held) noexcept {
    if (!held.address.empty()) addresses_.leave(held.address);
    if (held.network) networks_.leave(*held.network);
    if (held.bytes > 0) buffered_.give(held.bytesOf, held.bytes);
    held = {};
}

// False if there is no memory for it.
bool ConnectionSet::open(Connection& connection, int socket, Peer peer, const Endpoint& endpoint) noexcept {
    try {
        connection.open(socket, std::move(peer), endpoint);
        if (!connection.speak(channelFor(socket, endpoint))) return false;
        // Registered before it is read: bytes that arrive in between cause an event, and an event for known bytes does no harm.
        watch(epoll_, socket, clientEvents, mark(connection.slot, connection.ownership.epoch()));
        return true;
    } catch (...) {
        return false;
    }
}

// No plain answer can be sent before TLS.
void ConnectionSet::reject(int socket, const Endpoint& endpoint) noexcept {
    try {
        const std::string answer = endpoint.tls ? "" : refusal({}, 503, busy, retry);
        ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        ::shutdown(socket, SHUT_WR);
        std::array<char, 4096> request; // NOLINT(cppcoreguidelines-pro-type-member-init): never read
        // Unread bytes would reset the connection and lose the answer.
        ::recv(socket, request.data(), request.size(), MSG_DONTWAIT);
    } catch (...) { // no memory for an answer: close without one
    }
    ::close(socket);
}

void ConnectionSet::expire(RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    if (paused_.exchange(false, std::memory_order_acquire)) {
        const std::lock_guard lock(accepting_);
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
    refuse(connection, 408, "the request did not come in time", bufferPool);
}

void ConnectionSet::stopListening(RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    stop_.begun = true;
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
        const Listener& listener = listeners_[i].first;
        ::epoll_ctl(epoll_, EPOLL_CTL_DEL, listener.socket(), nullptr);
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

// Takes each connection that is not owned and that `which` selects. The epoch is read first: a connection that ends meanwhile, or
// its successor in the slot, then cannot be taken.
template <class Which, class Work>
void ConnectionSet::forEachWaiting(Which&& which, Work&& work) {
    for (std::uint32_t slot = 0; slot < slots_.made(); ++slot) {
        Connection& connection = slots_.at(slot);
        const std::uint32_t epoch = connection.ownership.epoch();
        if (!which(connection) || connection.ownership.isOwned()) continue;
        if (connection.ownership.take(epoch, false) == Ownership::Taken::Yes) work(connection);
    }
}

} // namespace portico::http::wire
