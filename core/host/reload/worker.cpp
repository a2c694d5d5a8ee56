// SPDX-License-Identifier: Apache-2.0
#include "host/reload/worker.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace portico::host {

Worker::Worker() : ended_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!ended_) throw std::system_error(errno, std::generic_category(), "eventfd");
    const MutexLock lock(mutex_);
    startThread();
}

Worker::~Worker() {
    {
        const MutexLock lock(mutex_);
        stopping_ = true;
        added_.notifyAll();
    }
    for (std::thread& thread : threads_) thread.join();
}

void Worker::startThread() {
    threads_.emplace_back([this, number = threads_.size() + 1] { run(number); });
}

void Worker::run(std::size_t thread) {
    const MutexLock lock(mutex_);
    for (;;) {
        added_.wait(mutex_, [&]() PORTICO_REQUIRES(mutex_) {
            return thread != threads_.size() || stopping_ || !waiting_.empty();
        });
        if (thread != threads_.size() || waiting_.empty()) return;
        doOne();
    }
}

void Worker::doOne() {
    Waiting job = std::move(waiting_.front());
    waiting_.pop_front();
    running_.push_back({job.id, std::move(job.name), Clock::now() + job.timeout});
    {
        const MutexUnlock meanwhile(mutex_);
        job.work();
        job.work = nullptr; // what it holds is destroyed on this thread
    }
    running_.erase(std::ranges::find(running_, job.id, &Running::id));
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written =
        ::write(ended_.get(), &one, sizeof one); // if it is full, it is already readable
    quiet_.notifyAll();
}

Worker::JobId Worker::add(std::string name, std::chrono::milliseconds timeout, std::function<void()> work) {
    const MutexLock lock(mutex_);
    waiting_.push_back({++jobs_, std::move(name), timeout, std::move(work)});
    added_.notifyAll();
    return jobs_;
}

void Worker::heard() noexcept {
    std::uint64_t ignored = 0;
    [[maybe_unused]] const ssize_t got = ::read(ended_.get(), &ignored, sizeof ignored);
}

const Worker::Running* Worker::current() const {
    const auto job = std::ranges::find(running_, false, &Running::isLate);
    return job == running_.end() ? nullptr : &*job;
}

std::optional<Worker::Late> Worker::leaveLate(Clock::time_point now) {
    const MutexLock lock(mutex_);
    const auto job = std::ranges::find(running_, false, &Running::isLate);
    if (job == running_.end() || now < job->until) return std::nullopt;
    startThread();
    job->isLate = true;
    return Late{job->id, job->name};
}

Worker::Clock::time_point Worker::deadline() const {
    const MutexLock lock(mutex_);
    if (const Running* job = current()) return job->until;
    return waiting_.empty() ? Clock::time_point::max() : Clock::now() + waiting_.front().timeout; // about to begin
}

std::vector<Worker::Late> Worker::late() const {
    const MutexLock lock(mutex_);
    std::vector<Late> all;
    for (const Running& job : running_)
        if (job.isLate) all.push_back({job.id, job.name});
    return all;
}

bool Worker::finish(std::chrono::milliseconds timeout) {
    const MutexLock lock(mutex_);
    const auto isQuiet = [this]() PORTICO_REQUIRES(mutex_) { return waiting_.empty() && current() == nullptr; };
    return quiet_.waitFor(mutex_, timeout, isQuiet) && running_.empty();
}

} // namespace portico::host
