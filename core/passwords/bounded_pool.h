// SPDX-License-Identifier: Apache-2.0
// The one door to costly work: a bounded number of threads, and a bounded number of callers that wait. Networks are served in turn, and
// in each the accounts: who floods the door waits behind the own flood, and everybody else for one of it at most. When all places are
// taken, whoever has most of them gives one up. Called by Passwords; knows nothing about hashing.
//
// The work is done by threads of the pool and not by the caller, because only so it can have a lower priority than requests:
// niceness belongs to a thread. When pages and logins compete for a core, pages win.
#pragma once

#include "passwords/limits.h"
#include "shares/fair_queue.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
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
        NetworkOverShare, // its own network has taken what there was: no place, or no turn in time
        Overloaded,       // many networks together have; or the pool is closed
    };

    // Does `work`, which needs so much memory, or not. An exception of `work` comes out here. Any thread but one of the pool.
    Outcome run(std::uint32_t memoryKiB, const Work& work, const shares::Requester& who = {});

    // Turns away who waits, lets running work finish, ends the threads. Not from two threads at once; again does nothing.
    void stop();

    std::size_t waiting() const;
    std::size_t running() const;

private:
    struct Job;
    void workUntilStopped();
    bool headFits();
    void doOne(std::unique_lock<std::mutex>& lock);
    bool makePlace(const shares::Requester& who);
    bool awaitTurn(Job& job, std::unique_lock<std::mutex>& lock);
    Outcome refusalOf(const shares::Requester& who) const noexcept;

    PoolLimits limits_;
    mutable std::mutex mutex_;
    std::condition_variable ready_; // for the threads: something may have begun to fit
    shares::FairQueue<Job*> queue_; // jobs live on their callers' stacks
    std::size_t running_ = 0;
    std::uint64_t memoryKiB_ = 0; // of what is running
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace portico::passwords
