// SPDX-License-Identifier: Apache-2.0
// All clients in one edge-triggered epoll set. A thread that waits here works on the connections with events until each has a
// complete request, waits again, or has ended; only connections with a request are returned. Knows nothing of lanes.
#pragma once

#include "base/mutex.h"
#include "http/wire/connection/connection_shares.h"
#include "http/wire/connection/ready_list.h"
#include "http/wire/connection/report.h"
#include "http/wire/epoll/epoll.h"
#include "http/wire/epoll/slots.h"
#include "http/wire/listen/listener.h"

#include <functional>

namespace portico::http::wire {

// The network of the client that a trusted proxy names in a request head. Called by any thread.
using NetworkOfHead = std::function<shares::Network(const Connection& connection)>;

// How a client was accepted: with a free descriptor, or with the reserve, after which another one must be freed.
enum class Descriptor { Own, Reserve };

class ConnectionSet {
public:
    ConnectionSet(std::vector<std::pair<Listener, Endpoint>> listeners, const Limits& limits, Report report,
                  NetworkOfHead networkOfHead = nullptr);
    ~ConnectionSet();
    ConnectionSet(const ConnectionSet&) = delete;
    ConnectionSet& operator=(const ConnectionSet&) = delete;

    // One round: waits at most `milliseconds` (-1: until an event or wake()) and appends connections with a request, which the
    // caller then owns. None of these functions throws: if there is no memory for a client, only that client ends.
    void wait(int milliseconds, RequestBufferPool& bufferPool, ReadyList& ready) noexcept;
    void wake() noexcept;    // all threads that wait, now and later
    void wakeOne() noexcept; // one waiting thread

    // The owner gives a connection back. True: it already has its next request, and the caller still owns it.
    bool putBack(Connection& connection, RequestBufferPool& bufferPool) noexcept;

    // The owner refuses the request with a plain answer, the last on this connection.
    void refuse(Connection& connection, int status, std::string_view why, RequestBufferPool& bufferPool) noexcept;

    // Ends connections whose deadline has passed. Called every few hundred milliseconds. `ready` as for wait().
    void expire(RequestBufferPool& bufferPool, ReadyList& ready) noexcept;

    // The steps of stopping: accept only clients that already wait to be accepted, then end idle connections,
    // then stop waiting for any client.
    void stopListening(RequestBufferPool& bufferPool, ReadyList& ready) noexcept;
    void endIdle(RequestBufferPool& bufferPool, ReadyList& ready) noexcept;
    void cut() noexcept;
    std::size_t connections() const noexcept { return slots_.taken(); }
    // Clients since the start, including those that were refused a place.
    std::uint64_t accepted() const noexcept { return accepted_.load(std::memory_order_relaxed); }
    bool isStopping() const noexcept { return stop_.begun.load(std::memory_order_relaxed); }
    bool isCut() const noexcept { return stop_.over.load(std::memory_order_relaxed); }

    const std::vector<std::pair<Listener, Endpoint>>& listeners() const noexcept { return listeners_; }

private:
    // connection_set_accept.cpp: a new client and its place.
    void accept(std::size_t listener, RequestBufferPool& bufferPool, ReadyList& ready) noexcept;
    int acceptFrom(const Listener& listener, sockaddr_storage& from) noexcept;
    bool acceptUsingReserve(std::size_t listener, RequestBufferPool& bufferPool, ReadyList& ready) noexcept;
    static int openReserve() noexcept;
    bool reopenReserve(RequestBufferPool& bufferPool, ReadyList& ready) noexcept PORTICO_REQUIRES(accepting_);
    void pause(std::size_t listener) noexcept;
    void watchListener(std::size_t listener, std::uint32_t events) noexcept;
    void addClient(int socket, const sockaddr_storage& from, const Endpoint& endpoint, Descriptor descriptor,
                   RequestBufferPool& bufferPool, ReadyList& ready) noexcept;
    bool claim(const Peer& peer, const shares::Network& network, Held& held);
    Connection* placeFor(const Peer& peer, const std::optional<shares::Network>& network, Descriptor descriptor,
                         RequestBufferPool& bufferPool, ReadyList& ready);
    template <class Fits>
    bool endOne(Fits&& fits, RequestBufferPool& bufferPool, ReadyList& ready) noexcept;
    bool open(Connection& connection, int socket, Peer peer, const Endpoint& endpoint) noexcept;
    void reject(int socket, const Endpoint& endpoint) noexcept;

    // connection_set.cpp: a client that has a place.
    bool resume(Connection& connection, RequestBufferPool& bufferPool) noexcept;
    bool advance(Connection& connection, RequestBufferPool& bufferPool);
    void watchAgain(const Connection& connection) noexcept;
    void answerHealth(Connection& connection, bool last);
    void learnNetwork(Connection& connection);
    bool countBuffered(Connection& connection);
    void end(Connection& connection) noexcept;
    void leave(Connection& connection) noexcept;
    void onDeadline(Connection& connection, RequestBufferPool& bufferPool) noexcept;
    template <class Which, class Work>
    void forEachWaiting(Which&& which, Work&& work);

    const Limits& limits_;
    std::vector<std::pair<Listener, Endpoint>> listeners_;
    Stop stop_;
    std::atomic<bool> leaving_{false}; // idle connections are ended
    std::atomic<bool> paused_{false};  // a listener is not watched
    Report report_;
    NetworkOfHead networkOfHead_;
    Slots slots_;
    std::atomic<std::uint64_t> accepted_{0};
    ConnectionShares shares_;
    Epoll epoll_;
    int wakeAllFd_, wakeOneFd_;
    // Locked exclusively while the reserve is given up: the freed descriptor is for one particular client.
    SharedMutex accepting_;
    // Spare descriptor, closed to accept and turn away a client when none is left; -1: another thread took it.
    int reserve_ PORTICO_GUARDED_BY(accepting_);
};

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
