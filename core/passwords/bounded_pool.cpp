// SPDX-License-Identifier: Apache-2.0
#include "passwords/bounded_pool.h"

#include <exception>
#include <sys/resource.h>

namespace portico::passwords {

struct BoundedPool::Job {
    enum class State { waiting, running, done, turnedAway };
    const Work* work;
    std::uint32_t memoryKiB;
    shares::Requester who;
    State state = State::waiting;
    Outcome refusal = Outcome::Overloaded; // the outcome if the job is refused
    std::exception_ptr thrown;
    ConditionVariable changed; // notified only while the pool's mutex is held: the job is destroyed right afterwards
};

BoundedPool::BoundedPool(const PoolLimits& limits) : limits_(limits) {
    if (limits_.parallel == 0) limits_.parallel = std::max(1u, std::thread::hardware_concurrency());
    threads_.reserve(limits_.parallel);
    try {
        while (threads_.size() < limits_.parallel) threads_.emplace_back([this] { workUntilStopped(); });
    } catch (...) { // creating a thread failed: the threads already created must not outlive this object
        stop();
        throw;
    }
}

BoundedPool::~BoundedPool() { stop(); }

BoundedPool::Outcome BoundedPool::run(std::uint32_t memoryKiB, const Work& work, const shares::Requester& who) {
    Job job{.work = &work, .memoryKiB = memoryKiB, .who = who, .thrown = {}, .changed = {}};
    const MutexLock lock(mutex_);
    if (stopping_) return Outcome::Overloaded;
    if (!makePlace(who)) return refusalOf(who);
    queue_.add(who, &job);
    ready_.notifyAll();
    if (!awaitTurn(job)) return job.refusal;
    job.changed.wait(mutex_, [&] { return job.state == Job::State::done; });
    if (job.thrown) std::rethrow_exception(job.thrown);
    return Outcome::Done;
}

// False: the queue is full, and nobody has more places than `who` would have.
bool BoundedPool::makePlace(const shares::Requester& who) {
    if (running_ + queue_.size() < limits_.parallel + limits_.queue) return true;
    const std::optional<Job*> other = queue_.makeRoom(who);
    if (!other) return false;
    (*other)->state = Job::State::turnedAway;
    (*other)->refusal = Outcome::NetworkOverShare;
    (*other)->changed.notifyAll();
    return true;
}

BoundedPool::Outcome BoundedPool::refusalOf(const shares::Requester& who) const noexcept {
    return queue_.isOverFairShare(who.network) ? Outcome::NetworkOverShare : Outcome::Overloaded;
}

// limits_.timeout bounds only the wait for a thread. Work that has begun is waited for; HashCaps bounds it.
bool BoundedPool::awaitTurn(Job& job) {
    job.changed.waitFor(mutex_, limits_.timeout, [&] { return job.state != Job::State::waiting; });
    if (job.state == Job::State::waiting) {
        job.refusal = refusalOf(job.who);
        queue_.remove(job.who, &job);
        ready_.notifyAll(); // the next job may fit now
        return false;
    }
    return job.state != Job::State::turnedAway;
}

bool BoundedPool::headFits() {
    if (queue_.empty()) return false;
    return running_ == 0 || memoryKiB_ + queue_.front()->memoryKiB <= limits_.memoryKiB;
}

void BoundedPool::workUntilStopped() {
    ::setpriority(PRIO_PROCESS, 0, limits_.niceness); // 0 is this thread; fails only if it would raise the priority
    const MutexLock lock(mutex_);
    for (;;) {
        ready_.wait(mutex_, [this]() PORTICO_REQUIRES(mutex_) { return stopping_ || headFits(); });
        if (stopping_) return;
        doOne();
    }
}

void BoundedPool::doOne() {
    Job& job = *queue_.front();
    queue_.pop();
    job.state = Job::State::running;
    job.changed.notifyAll();
    ++running_;
    memoryKiB_ += job.memoryKiB;
    {
        const MutexUnlock meanwhile(mutex_);
        try {
            (*job.work)();
        } catch (...) {
            job.thrown = std::current_exception();
        }
    }
    --running_;
    memoryKiB_ -= job.memoryKiB;
    job.state = Job::State::done;
    job.changed.notifyAll();
    ready_.notifyAll();
}

void BoundedPool::stop() {
    {
        const MutexLock lock(mutex_);
        stopping_ = true;
        queue_.forEach([](Job* job) {
            job->state = Job::State::turnedAway;
            job->changed.notifyAll();
        });
        queue_.clear();
        ready_.notifyAll();
    }
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

std::size_t BoundedPool::waiting() const {
    const MutexLock lock(mutex_);
    return queue_.size();
}

std::size_t BoundedPool::running() const {
    const MutexLock lock(mutex_);
    return running_;
}

} // namespace portico::passwords
