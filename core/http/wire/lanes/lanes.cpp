// SPDX-License-Identifier: Apache-2.0
// Distribution of requests to lanes.
#include "http/wire/lanes/lanes.h"

#include <algorithm>
#include <thread>

namespace portico::http::wire {

namespace {

constexpr Milliseconds glance{2};          // between two checks while there is work
constexpr unsigned looksBeforeDozing = 50; // consecutive ones that find no work
constexpr std::int64_t expireEvery = 250;  // ms
constexpr Milliseconds lastWords{300};     // for a client that is sending a request while the server stops
constexpr Milliseconds stopGlance{5};
constexpr Milliseconds lastNap{1000}; // for a lane that waits for its client, until it notices the stop

unsigned waitersFor(unsigned lanes) { return std::min(lanes, std::max(2u, std::thread::hardware_concurrency())); }

} // namespace

Lanes::Lanes(ConnectionSet& connections, const Limits& limits, unsigned threads,
             std::shared_ptr<const BlockedLanes> away)
    : connections_(connections),
      limits_(limits),
      threads_(threads),
      mostWaiters_(waitersFor(threads)),
      blocked_(std::move(away)),
      bufferPool_(limits) {}

Connection* Lanes::next(Connection* previous, RequestBufferPool& bufferPool) {
    const bool again = previous != nullptr && connections_.putBack(*previous, bufferPool);
    const MutexLock lock(mutex_);
    if (previous != nullptr)
        if (Connection* connection = pass(previous, again)) return connection;
    for (;;) {
        ++moves_;
        const bool rests = isOneTooMany() && !ended_;
        if (!rests)
            if (Connection* connection = takeReady()) return connection;
        if (ended_) return nullptr;
        if (!rests && waiters_ < mostWaiters_) {
            if (Connection* connection = waitForEvents(bufferPool)) return serve(connection);
        } else {
            sleep();
        }
    }
}

Connection* Lanes::nextReady(Connection* previous, RequestBufferPool& bufferPool) {
    const bool again = connections_.putBack(*previous, bufferPool);
    const MutexLock lock(mutex_);
    return pass(previous, again);
}

// The lane has finished `previous`. If that connection already has its next request, it queues behind the others.
Connection* Lanes::pass(Connection* previous, bool again) {
    ++passes_;
    if (--serving_ == 0 && ended_) quiet_.notifyAll();
    if (again && ready_.empty()) return serve(previous);
    if (again) ready_.push(*previous, steadyNow());
    ++moves_;
    return isOneTooMany() ? nullptr : takeReady();
}

void Lanes::join() {
    const MutexLock lock(mutex_);
    ++lanes_;
    sleepers_.reserve(lanes_);
}

Connection* Lanes::serve(Connection* connection) noexcept {
    ++serving_;
    return connection;
}

Connection* Lanes::takeReady() noexcept {
    Connection* connection = ready_.pop();
    return connection != nullptr ? serve(connection) : nullptr;
}

void Lanes::sleep() {
    Sleeper self;
    sleepers_.push_back(&self);
    self.called.wait(mutex_, [&self] { return self.isCalled; });
}

void Lanes::wakeOne() noexcept {
    Sleeper& last = *sleepers_.back();
    sleepers_.pop_back();
    last.isCalled = true;
    last.called.notifyOne();
}

// The first ready connection is for the caller; the others are for the next thread, which may be a woken lane.
Connection* Lanes::waitForEvents(RequestBufferPool& bufferPool) {
    ReadyList ready;
    ++waiters_;
    {
        const MutexUnlock meanwhile(mutex_);
        connections_.wait(-1, bufferPool, ready);
    }
    --waiters_;
    Connection* first = ready.pop();
    const std::int64_t now = steadyNow();
    while (Connection* next = ready.pop()) ready_.push(*next, now);
    if (first != nullptr && needsWaiter()) alarm();
    return first;
}

// Connections that became ready meanwhile.
void Lanes::add(ReadyList& ready) {
    if (ready.empty()) return;
    const MutexLock lock(mutex_);
    while (Connection* connection = ready.pop()) ready_.push(*connection, steadyNow());
    alarm();
}

// Wakes a lane that can serve what is ready: a sleeping one, or one that waits for events and does not see the queue. False if
// there is none.
bool Lanes::call() noexcept {
    if (mayWake())
        wakeOne();
    else if (waiters_ > 0)
        connections_.wakeOne();
    else
        return false;
    return true;
}

LaneProgress Lanes::laneProgress() {
    const MutexLock lock(mutex_);
    return {moves_ + passes_, looks_, waiters_ > 0 || mayWake()};
}

LaneCounts Lanes::laneCounts() {
    const MutexLock lock(mutex_);
    return {serving_, waiters_, static_cast<unsigned>(sleepers_.size()), ready_.size()};
}

void Lanes::alarm() noexcept {
    looksLeft_ = looksBeforeDozing;
    if (keeperSleeps_) keeperWake_.notifyOne();
}

void Lanes::keep(Milliseconds most) {
    MutexLock lock(mutex_);
    if (ended_) return;
    ++looks_;
    if (looksLeft_ == 0) {
        keeperSleeps_ = true;
        keeperWake_.waitFor(mutex_, most);
        keeperSleeps_ = false;
    }
    const std::int64_t until = steadyNow() + most.count();
    while (looksLeft_ > 0 && !ended_ && steadyNow() < until) {
        keeperWake_.waitFor(mutex_, glance);
        look();
    }
    const std::int64_t now = steadyNow();
    if (ended_ || now - expired_ < expireEvery) return;
    expired_ = now;
    lock.unlock();
    ReadyList ready;
    connections_.expire(bufferPool_, ready);
    add(ready);
}

void Lanes::look() {
    if (!needsWaiter()) {
        --looksLeft_;
        return;
    }
    looksLeft_ = looksBeforeDozing;
    const bool moved = moves_ != seenMoves_;
    seenMoves_ = moves_;
    if (moved) return;
    if (!call()) pollInPlace();
}

// All lanes are busy: collects new requests here. They wait up to limits.queue and limits.queue_wait and are then refused, with
// 429 if they wait because of their own network.
void Lanes::pollInPlace() {
    ReadyList ready;
    {
        const MutexUnlock meanwhile(mutex_);
        connections_.wait(static_cast<int>(glance.count()), bufferPool_, ready);
    }
    const std::int64_t now = steadyNow();
    while (Connection* connection = ready.pop()) ready_.push(*connection, now);
    while (ready_.size() > limits_.queue)
        refuse(*ready_.popNewestOfLargest(), "all lanes are busy and limits.queue is full");
    while (Connection* connection = ready_.popExpired(steadyNow() - limits_.queueWait.count()))
        refuse(*connection, "no lane within limits.queue_wait");
    // A lane that has just returned would otherwise wait for events while requests are queued.
    if (!ready_.empty()) call();
}

void Lanes::refuse(Connection& connection, const char* why) {
    const int status = ready_.causesWait(connection) ? 429 : 503;
    const MutexUnlock meanwhile(mutex_);
    connections_.refuse(connection, status, why, bufferPool_);
}

bool Lanes::stop(Milliseconds timeout) {
    const std::int64_t began = steadyNow();
    const std::int64_t deadline = began + timeout.count();
    RequestBufferPool bufferPool(limits_);
    ReadyList ready;
    connections_.stopListening(bufferPool, ready);
    while (connections_.connections() > 0 && steadyNow() < deadline) {
        add(ready);
        if (steadyNow() - began >= lastWords.count()) connections_.endIdle(bufferPool, ready);
        std::this_thread::sleep_for(stopGlance);
    }
    add(ready);
    {
        const MutexLock lock(mutex_);
        ended_ = true;
        while (!sleepers_.empty()) wakeOne();
    }
    connections_.cut();
    connections_.wake();
    keeperWake_.notifyAll();
    connections_.endIdle(bufferPool, ready);
    const MutexLock lock(mutex_);
    return quiet_.waitFor(mutex_, lastNap, [this]() PORTICO_REQUIRES(mutex_) { return serving_ == 0; });
}

} // namespace portico::http::wire
