// SPDX-License-Identifier: Apache-2.0
// Distribution of requests to lanes: each lane waits for events, serves a request, or sleeps. About as many lanes as there are
// processors are awake, and the thread that receives an event serves the request. The keeper, a thread of its own, supervises: if
// there is no progress because all awake lanes are blocked in handlers, it wakes another lane. If none is left, it waits for
// events itself, so that health requests are answered and other clients are told that the server is busy.
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
    // `threads`: maximum number of awake lanes, not counting lanes in blocking sections.
    Lanes(ConnectionSet& connections, const Limits& limits, unsigned threads, std::shared_ptr<const BlockedLanes> away);

    // Registers a lane, before its first `next`.
    void join();

    // The lane has finished `previous` (or nullptr). Waits for the next connection with a request, which the lane then owns.
    // nullptr: the server has stopped.
    Connection* next(Connection* previous, RequestBufferPool& bufferPool);

    // The same without waiting. nullptr: nothing is ready, and the lane has no connection any more.
    Connection* nextReady(Connection* previous, RequestBufferPool& bufferPool);

    // The keeper's work for about `most`. Called repeatedly by one thread.
    void keep(Milliseconds most);

    // Any thread.
    LaneProgress laneProgress();

    // Lets current requests finish, for at most `timeout`, and ends all lanes. Called once, by another thread. False if a lane
    // is still blocked in a handler.
    bool stop(Milliseconds timeout);

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
    std::vector<Sleeper*> sleepers_; // lanes that wait to be woken, the most recent first: its memory is in the cache
    unsigned waiters_ = 0;           // lanes that wait for events
    unsigned lanes_ = 0;             // number of lanes
    unsigned serving_ = 0;           // lanes with a request
    std::uint64_t moves_ = 0;        // how often a lane has continued; shows progress
    std::uint64_t passes_ = 0;       // how often a lane has finished a request
    bool ended_ = false;

    // For the keeper only.
    RequestBufferPool bufferPool_;
    std::uint64_t seenMoves_ = 0;
    std::uint64_t looks_ = 0;
    unsigned looksLeft_ = 0; // checks left before it dozes
    bool keeperSleeps_ = false;
    std::int64_t expired_ = 0; // time of the last check of deadlines
};

} // namespace portico::http::wire
