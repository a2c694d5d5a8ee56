// SPDX-License-Identifier: Apache-2.0
// Which lane does what: waits for events, serves a request, or sleeps. As few lanes as there are processors wait and serve; a
// request that comes in is served by the very thread that heard of it. The keeper, a thread of its own, looks on: when nothing
// moves because the lanes that are awake are held up in handlers, it wakes another; when none is left it waits for events
// itself, so that health is answered and clients are told honestly that the server is busy.
#pragma once

#include "http/wire/blocked_lanes.h"
#include "http/wire/connection_set.h"
#include "http/wire/lane_progress.h"
#include "http/wire/ready_queue.h"

#include <condition_variable>
#include <vector>

namespace portico::http::wire {

class Lanes {
public:
    // `threads`: lanes that may be awake at the same time, besides those that are away.
    Lanes(ConnectionSet& connections, const Limits& limits, unsigned threads, std::shared_ptr<const BlockedLanes> away);

    // One lane more, before its first `next`.
    void join();

    // A lane has done with `previous` (or nullptr) and waits for the next connection with a request, which it then owns.
    // nullptr: the server has stopped.
    Connection* next(Connection* previous, RequestBufferPool& bufferPool);

    // The same without waiting. nullptr: nothing is ready, and the lane has no connection any longer.
    Connection* nextReady(Connection* previous, RequestBufferPool& bufferPool);

    // The keeper's work, for about `most`. By one thread, again and again.
    void keep(Milliseconds most);

    // By any thread.
    LaneProgress laneProgress();

    // Lets what is under way finish, at most `patience`, and ends all lanes. Once, by any other thread. False: a lane is still held
    // up by who serves a request.
    bool stop(Milliseconds patience);

private:
    struct Sleeper {
        std::condition_variable called;
        bool isCalled = false;
    };

    Connection* pass(Connection* previous, bool again);
    Connection* serve(Connection* connection) noexcept;
    Connection* takeReady() noexcept;
    Connection* waitForEvents(std::unique_lock<std::mutex>& lock, RequestBufferPool& bufferPool);
    void add(ReadyList& ready);
    void alarm() noexcept;
    bool call() noexcept;
    void look(std::unique_lock<std::mutex>& lock);
    void pollInPlace(std::unique_lock<std::mutex>& lock);
    void refuse(std::unique_lock<std::mutex>& lock, Connection& connection, const char* why);
    void sleep(std::unique_lock<std::mutex>& lock);
    void wakeOne() noexcept;
    unsigned awake() const noexcept { return lanes_ - static_cast<unsigned>(sleepers_.size()); }
    bool mayWake() const noexcept { return !sleepers_.empty() && awake() < threads_ + blocked_->count(); }
    bool isOneTooMany() const noexcept { return awake() > threads_ + blocked_->count(); }
    bool needsWaiter() const noexcept { return waiters_ == 0 || !ready_.empty(); }

    ConnectionSet& connections_;
    const Limits& limits_;
    const unsigned threads_, mostWaiters_;
    const std::shared_ptr<const BlockedLanes> blocked_;

    std::mutex mutex_;
    std::condition_variable keeperWake_, quiet_;
    ReadyQueue ready_;
    std::vector<Sleeper*> sleepers_; // lanes that wait to be woken, the last one first: its memory is warm
    unsigned waiters_ = 0;           // lanes that wait for events
    unsigned lanes_ = 0;             // that there are
    unsigned serving_ = 0;           // lanes that have a request
    std::uint64_t moves_ = 0;        // how often a lane has gone on: whether anything moves
    std::uint64_t passes_ = 0;       // how often a lane has done with a request
    bool ended_ = false;

    // The keeper's.
    RequestBufferPool bufferPool_;
    std::uint64_t seenMoves_ = 0;
    std::uint64_t looks_ = 0;
    unsigned looksLeft_ = 0; // looks that are left before it dozes off
    bool keeperSleeps_ = false;
    std::int64_t expired_ = 0; // when deadlines were looked at
};

} // namespace portico::http::wire
