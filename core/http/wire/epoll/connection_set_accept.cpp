// SPDX-License-Identifier: Apache-2.0
// How the connection set accepts a client and finds a place for it: a slot, a descriptor, and memory. If one of them is used up,
// another connection may be closed for it, and the client is accepted with the reserve descriptor.
#include "http/wire/epoll/connection_set.h"

#include "http/wire/channel/plain_channel.h"
#include "http/wire/connection/plain_answer.h"
#include "http/wire/tls/current_tls.h"

#include <array>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>
#include <utility>

namespace portico::http::wire {

namespace {

constexpr int maxNewAtOnce = 64; // of one listener, before requests are served

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

// Null if there is no memory.
std::unique_ptr<Channel> channelFor(int socket, const Endpoint& endpoint) {
    if (endpoint.tls) return endpoint.tls->get()->accept(socket);
    return std::make_unique<PlainChannel>(socket);
}

std::string shortageOf(Descriptor descriptor) {
    return descriptor == Descriptor::Own ? "more connections than limits.connections"
                                         : "no file descriptors left (RLIMIT_NOFILE)";
}

} // namespace

int ConnectionSet::openReserve() noexcept { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

void ConnectionSet::accept(std::size_t listener, RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    for (int i = 0; i < maxNewAtOnce; ++i) {
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
    const ReadLock lock(accepting_);
    return acceptNow(listener, from);
}

// A waiting client remains a pending event. The listener is paused until the next `expire`; otherwise every waiting thread would
// handle only this event.
void ConnectionSet::pause(std::size_t listener) noexcept {
    watchListener(listener, 0);
    paused_.store(true, std::memory_order_release);
}

void ConnectionSet::watchListener(std::size_t listener, std::uint32_t events) noexcept {
    epoll_.change(listeners_[listener].first.socket(), events, Mark::ofListener(listener));
}

// Accepts a client with the reserve descriptor because no other is left. False if that did not help and clients are waiting. A
// file that is opened at this moment may take the freed descriptor; an idle client's connection is then closed for the reserve.
bool ConnectionSet::acceptUsingReserve(std::size_t listener, RequestBufferPool& bufferPool, ReadyList& ready) noexcept {
    const WriteLock lock(accepting_);
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
    accepted_.fetch_add(1, std::memory_order_relaxed);
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
        shares_.putBack(held);
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
    if (shares_.claim(peer, network, held)) return true;
    if (report_) report_(peer, 503, "more connections than limits.connections_per_address", ProtocolMismatch::None);
    return false;
}

// If all slots or descriptors are taken, the network with the most gives one to a network with fewer. Idle connections of trusted
// proxies belong to no network: one of them is closed if no network can give one.
Connection* ConnectionSet::placeFor(const Peer& peer, const std::optional<shares::Network>& network,
                                    Descriptor descriptor, RequestBufferPool& bufferPool, ReadyList& ready) {
    Connection* place = descriptor == Descriptor::Own ? slots_.take() : nullptr;
    if (place != nullptr) return place;
    const auto largest = shares_.largestOtherThan(network);
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

// False if there is no memory for it.
bool ConnectionSet::open(Connection& connection, int socket, Peer peer, const Endpoint& endpoint) noexcept {
    try {
        connection.open(socket, std::move(peer), endpoint);
        if (!connection.speak(channelFor(socket, endpoint))) return false;
        // Registered before it is read: bytes that arrive in between cause an event, and an event for known bytes does no harm.
        epoll_.add(socket, Epoll::clientEvents, {connection.slot, connection.ownership.epoch()});
        return true;
    } catch (...) {
        return false;
    }
}

// No plain answer can be sent before TLS.
void ConnectionSet::reject(int socket, const Endpoint& endpoint) noexcept {
    try {
        const std::string answer = endpoint.tls ? "" : refusal({}, 503, sentenceFor(503), fieldsFor(503));
        ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        ::shutdown(socket, SHUT_WR);
        std::array<char, 4096> request; // NOLINT(cppcoreguidelines-pro-type-member-init): never read
        // Unread bytes would reset the connection and lose the answer.
        ::recv(socket, request.data(), request.size(), MSG_DONTWAIT);
    } catch (...) { // no memory for an answer: close without one
    }
    ::close(socket);
}

} // namespace portico::http::wire
