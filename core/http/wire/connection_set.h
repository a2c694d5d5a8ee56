// SPDX-License-Identifier: Apache-2.0
// All clients in one epoll set, edge-triggered. Whoever waits here works on the connections that have events until each has a
// complete request, waits again, or has ended; only what is ready to be served comes out. Knows nothing of lanes.
#pragma once

#include "http/wire/address_counts.h"
#include "http/wire/listener.h"
#include "http/wire/slots.h"

#include <functional>

namespace portico::http::wire {

// What happens below the pipeline, for the log. Called by any thread.
using Report = std::function<void(const Peer& peer, int status, std::string_view why)>;

class ConnectionSet {
public:
    ConnectionSet(std::vector<std::pair<Listener, Endpoint>> listeners, const Limits& limits, Report report);
    ~ConnectionSet();
    ConnectionSet(const ConnectionSet&) = delete;
    ConnectionSet& operator=(const ConnectionSet&) = delete;

    // One round: waits at most `milliseconds` (-1: until something happens or wake()) and appends what is ready to be served. The
    // caller owns that.
    void wait(int milliseconds, Intakes& intakes, std::vector<Connection*>& ready);
    void wake() noexcept;  // all who wait, now and later
    void nudge() noexcept; // one who waits

    // The owner gives a connection back. True: it has its next request already, and is still the caller's.
    bool giveBack(Connection& connection, Intakes& intakes);

    // The owner cannot have it served: a last answer without a page.
    void refuse(Connection& connection, int status, std::string_view why, Intakes& intakes);

    // Ends what has waited longer than it may. Every few hundred milliseconds. `ready` as for wait().
    void expire(Intakes& intakes, std::vector<Connection*>& ready);

    // Takes no new clients but those that wait to be accepted; then ends those that have nothing under way; then lets nobody wait
    // any longer for a client.
    void stopListening(Intakes& intakes, std::vector<Connection*>& ready);
    void endIdle(Intakes& intakes, std::vector<Connection*>& ready);
    void cut() noexcept;
    std::size_t connections() const noexcept { return slots_.taken(); }
    bool isStopping() const noexcept { return stop_.begun.load(std::memory_order_relaxed); }
    bool isCut() const noexcept { return stop_.over.load(std::memory_order_relaxed); }

    const std::vector<std::pair<Listener, Endpoint>>& listeners() const noexcept { return listeners_; }

private:
    void accept(std::size_t listener, Intakes& intakes, std::vector<Connection*>& ready);
    void pause(std::size_t listener) noexcept;
    void watchListener(std::size_t listener, std::uint32_t events) noexcept;
    void welcome(int socket, const sockaddr_storage& from, const Endpoint& endpoint, Intakes& intakes,
                 std::vector<Connection*>& ready);
    bool open(Connection& connection, int socket, Peer peer, const Endpoint& endpoint) noexcept;
    bool turnAwayWithReserve(const Listener& listener, const Endpoint& endpoint) noexcept;
    bool goOn(Connection& connection, Intakes& intakes) noexcept;
    bool advance(Connection& connection, Intakes& intakes);
    void watchAgain(const Connection& connection) noexcept;
    void answerHealth(Connection& connection, bool last);
    void end(Connection& connection) noexcept;
    void leave(Connection& connection) noexcept;
    void tooLate(Connection& connection, Intakes& intakes);
    void turnAway(int socket, const Endpoint& endpoint) noexcept;
    template <class Which, class Work>
    void forEachWaiting(Which&& which, Work&& work);

    const Limits& limits_;
    std::vector<std::pair<Listener, Endpoint>> listeners_;
    Stop stop_;
    std::atomic<bool> leaving_{false}; // who has nothing under way goes
    std::atomic<bool> paused_{false};  // a listener is not heard
    Report report_;
    Slots slots_;
    AddressCounts counts_;
    int epoll_;
    int waker_, nudger_;
    std::mutex reserveMutex_;
    int reserve_; // a descriptor to give up when there are no more, so that a client can be turned away
};

} // namespace portico::http::wire
