// SPDX-License-Identifier: Apache-2.0
// A bounded pool for costly work: a fixed number of threads and a bounded number of waiting callers. The queue serves networks in
// turn, and accounts in turn within a network: a network that floods the queue waits behind its own requests, and all others
// wait for at most one of them. If the queue is full, the requester with the most places loses one. Called by Passwords; knows nothing
// about hashing.
//
// Threads of the pool do the work, not the caller, so that it can have a lower priority than requests: niceness is per thread.
// When pages and logins compete for a core, pages win.
#pragma once

#include "base/mutex.h"
#include "passwords/limits.h"
#include "shares/fair_queue.h"

#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace portico::passwords {

class BoundedPool {
public:
    using Work = std::function<void()>;

    explicit BoundedPool(const PoolLimits& limits);
    ~BoundedPool();
    BoundedPool(const BoundedPool&) = delete;
    BoundedPool& operator=(const BoundedPool&) = delete;

    enum class Outcome {
        Done,
        NetworkOverShare, // the caller's network exceeds its share: no place in the queue, or no thread in time
        Overloaded,       // many networks together fill the pool, or it is closed
    };

    // Runs `work`, which needs `memoryKiB`, and waits for it, or refuses it. Rethrows an exception of `work`. Any thread except
    // those of the pool.
    Outcome run(std::uint32_t memoryKiB, const Work& work, const shares::Requester& who = {});

    // Refuses all waiting callers, waits for running work and joins the threads. Must not run on two threads at once; a second
    // call does nothing.
    void stop();

    std::size_t waiting() const;
    std::size_t running() const;

private:
    struct Job;
    void workUntilStopped();
    bool headFits() PORTICO_REQUIRES(mutex_);
    void doOne() PORTICO_REQUIRES(mutex_);
    bool makePlace(const shares::Requester& who) PORTICO_REQUIRES(mutex_);
    bool awaitTurn(Job& job) PORTICO_REQUIRES(mutex_);
    Outcome refusalOf(const shares::Requester& who) const noexcept PORTICO_REQUIRES(mutex_);

    PoolLimits limits_;
    mutable Mutex mutex_;
    ConditionVariable ready_;                                  // wakes the threads: a job may fit now
    shares::FairQueue<Job*> queue_ PORTICO_GUARDED_BY(mutex_); // jobs are on their callers' stacks
    std::size_t running_ PORTICO_GUARDED_BY(mutex_) = 0;
    std::uint64_t memoryKiB_ PORTICO_GUARDED_BY(mutex_) = 0; // memory of all running jobs
    bool stopping_ PORTICO_GUARDED_BY(mutex_) = false;
    std::vector<std::thread> threads_;
};

} // namespace portico::passwords
