// SPDX-License-Identifier: Apache-2.0
// Distribution of requests to lanes: each lane waits for events, serves a request, or sleeps. About as many lanes as there are
// processors are awake, and the thread that receives an event serves the request. The keeper, a thread of its own, supervises: if
// there is no progress because all awake lanes are blocked in handlers, it wakes another lane. If none is left, it waits for
// events itself, so that health requests are answered and other clients are told that the server is busy.
#pragma once

#include "base/mutex.h"
#include "http/wire/epoll/connection_set.h"
#include "http/wire/lanes/blocked_lanes.h"
#include "http/wire/lanes/lane_counts.h"
#include "http/wire/lanes/lane_progress.h"
#include "http/wire/lanes/ready_queue.h"

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
    LaneCounts laneCounts();

    // Lets current requests finish, for at most `timeout`, and ends all lanes. Called once, by another thread. False if a lane
    // is still blocked in a handler.
    bool stop(Milliseconds timeout);

private:
    struct Sleeper {
        ConditionVariable called;
        bool isCalled = false;
    };

    Connection* pass(Connection* previous, bool again) PORTICO_REQUIRES(mutex_);
    Connection* serve(Connection* connection) noexcept PORTICO_REQUIRES(mutex_);
    Connection* takeReady() noexcept PORTICO_REQUIRES(mutex_);
    Connection* waitForEvents(RequestBufferPool& bufferPool) PORTICO_REQUIRES(mutex_);
    void add(ReadyList& ready) PORTICO_EXCLUDES(mutex_);
    void alarm() noexcept PORTICO_REQUIRES(mutex_);
    bool call() noexcept PORTICO_REQUIRES(mutex_);
    void look() PORTICO_REQUIRES(mutex_);
    void pollInPlace() PORTICO_REQUIRES(mutex_);
    void refuse(Connection& connection, const char* why) PORTICO_REQUIRES(mutex_);
    void sleep() PORTICO_REQUIRES(mutex_);
    void wakeOne() noexcept PORTICO_REQUIRES(mutex_);
    unsigned awake() const noexcept PORTICO_REQUIRES(mutex_) {
        return lanes_ - static_cast<unsigned>(sleepers_.size());
    }
    bool mayWake() const noexcept PORTICO_REQUIRES(mutex_) {
        return !sleepers_.empty() && awake() < threads_ + blocked_->count();
    }
    bool isOneTooMany() const noexcept PORTICO_REQUIRES(mutex_) { return awake() > threads_ + blocked_->count(); }
    bool needsWaiter() const noexcept PORTICO_REQUIRES(mutex_) { return waiters_ == 0 || !ready_.empty(); }

    ConnectionSet& connections_;
    const Limits& limits_;
    const unsigned threads_, mostWaiters_;
    const std::shared_ptr<const BlockedLanes> blocked_;

    Mutex mutex_;
    ConditionVariable keeperWake_, quiet_;
    ReadyQueue ready_ PORTICO_GUARDED_BY(mutex_);
    // Lanes that wait to be woken, the most recent first: its memory is in the cache.
    std::vector<Sleeper*> sleepers_ PORTICO_GUARDED_BY(mutex_);
    unsigned waiters_ PORTICO_GUARDED_BY(mutex_) = 0;     // lanes that wait for events
    unsigned lanes_ PORTICO_GUARDED_BY(mutex_) = 0;       // number of lanes
    unsigned serving_ PORTICO_GUARDED_BY(mutex_) = 0;     // lanes with a request
    std::uint64_t moves_ PORTICO_GUARDED_BY(mutex_) = 0;  // how often a lane has continued; shows progress
    std::uint64_t passes_ PORTICO_GUARDED_BY(mutex_) = 0; // how often a lane has finished a request
    bool ended_ PORTICO_GUARDED_BY(mutex_) = false;
    std::uint64_t looks_ PORTICO_GUARDED_BY(mutex_) = 0; // of the keeper
    unsigned looksLeft_ PORTICO_GUARDED_BY(mutex_) = 0;  // before the keeper dozes
    bool keeperSleeps_ PORTICO_GUARDED_BY(mutex_) = false;

    // For the keeper only.
    RequestBufferPool bufferPool_;
    std::uint64_t seenMoves_ = 0;
    std::int64_t expired_ = 0; // time of the last check of deadlines
};

} // namespace portico::http::wire
