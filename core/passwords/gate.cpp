// SPDX-License-Identifier: Apache-2.0
#include "passwords/gate.h"

#include <algorithm>
#include <exception>
#include <sys/resource.h>

namespace portico::passwords {

struct Gate::Job {
    enum class State { waiting, running, done, turnedAway };
    const Work* work;
    std::uint32_t memoryKiB;
    State state = State::waiting;
    std::exception_ptr thrown;
    std::condition_variable changed; // only ever notified with the gate's mutex held: the job dies right after
};

Gate::Gate(const GateLimits& limits) : limits_(limits) {
    if (limits_.parallel == 0) limits_.parallel = std::max(1u, std::thread::hardware_concurrency());
    threads_.reserve(limits_.parallel);
    try {
        while (threads_.size() < limits_.parallel) threads_.emplace_back([this] { workUntilStopped(); });
    } catch (...) { // no more threads to be had: those that are there must not outlive this object
        stop();
        throw;
    }
}

Gate::~Gate() { stop(); }

bool Gate::run(std::uint32_t memoryKiB, const Work& work) {
    Job job{&work, memoryKiB, Job::State::waiting, nullptr, {}};
    std::unique_lock lock(mutex_);
    if (stopping_ || running_ + queue_.size() >= limits_.parallel + limits_.queue) return false;
    queue_.push_back(&job);
    ready_.notify_all();
    if (!awaitTurn(job, lock)) return false;
    job.changed.wait(lock, [&] { return job.state == Job::State::done; });
    if (job.thrown) std::rethrow_exception(job.thrown);
    return true;
}

// Patience is for the turn only: work that has begun is worth waiting for, and it is bounded by HashCaps.
bool Gate::awaitTurn(Job& job, std::unique_lock<std::mutex>& lock) {
    const auto until = std::chrono::steady_clock::now() + limits_.patience;
    job.changed.wait_until(lock, until, [&] { return job.state != Job::State::waiting; });
    if (job.state == Job::State::waiting) {
        queue_.erase(std::find(queue_.begin(), queue_.end(), &job));
        ready_.notify_all(); // who stood behind it may fit
        return false;
    }
    return job.state != Job::State::turnedAway;
}

bool Gate::headFits() const {
    if (queue_.empty()) return false;
    return running_ == 0 || memoryKiB_ + queue_.front()->memoryKiB <= limits_.memoryKiB;
}

void Gate::workUntilStopped() {
    ::setpriority(PRIO_PROCESS, 0, limits_.niceness); // 0 is this thread; refused only if it would raise the priority
    std::unique_lock lock(mutex_);
    for (;;) {
        ready_.wait(lock, [&] { return stopping_ || headFits(); });
        if (stopping_) return;
        doOne(lock);
    }
}

void Gate::doOne(std::unique_lock<std::mutex>& lock) {
    Job& job = *queue_.front();
    queue_.pop_front();
    job.state = Job::State::running;
    job.changed.notify_all();
    ++running_;
    memoryKiB_ += job.memoryKiB;
    lock.unlock();
    try {
        (*job.work)();
    } catch (...) {
        job.thrown = std::current_exception();
    }
    lock.lock();
    --running_;
    memoryKiB_ -= job.memoryKiB;
    job.state = Job::State::done;
    job.changed.notify_all();
    ready_.notify_all();
}

void Gate::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (Job* job : queue_) {
            job->state = Job::State::turnedAway;
            job->changed.notify_all();
        }
        queue_.clear();
        ready_.notify_all();
    }
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

std::size_t Gate::waiting() const {
    const std::lock_guard lock(mutex_);
    return queue_.size();
}

std::size_t Gate::running() const {
    const std::lock_guard lock(mutex_);
    return running_;
}

} // namespace portico::passwords
