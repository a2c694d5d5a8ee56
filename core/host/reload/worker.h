// SPDX-License-Identifier: Apache-2.0
// The thread that runs the [control] functions of plugins: it builds generations and stops old ones, one job after the other.
// A plugin may never return, and a thread cannot be ended; so each job has a deadline, after which another thread takes over
// the waiting jobs. The late thread ends with its job, if that ever ends. Everything but the jobs runs on the control thread.
#pragma once

#include "base/descriptor.h"
#include "base/mutex.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace portico::host {

class Worker {
public:
    using Clock = std::chrono::steady_clock;
    using JobId = std::uint64_t;

    // With this many late jobs, no other job is started: only a restart helps.
    static constexpr std::size_t mostLate = 4;

    Worker();
    // Waits for every job, even late ones; call `finish` first to know whether they end.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // `name`: "building generation 3". `timeout`: from the start of the job to its deadline. `work` must not throw.
    JobId add(std::string name, std::chrono::milliseconds timeout, std::function<void()> work);

    // Readable when a job has ended, until `heard`.
    int descriptor() const noexcept { return ended_.get(); }
    void heard() noexcept;

    struct Late {
        JobId job;
        std::string name;
    };
    // If the running job is past its deadline, marks it as late and lets another thread run the next jobs.
    std::optional<Late> leaveLate(Clock::time_point now);
    // The deadline of the running job, or of the next one as if it began now; time_point::max() if there is none.
    Clock::time_point deadline() const;

    // Late jobs that have not ended yet.
    std::vector<Late> late() const;
    bool isExhausted() const { return late().size() >= mostLate; }

    // Waits until all jobs that are not yet late have ended. False if a job is late or has not ended within `timeout`.
    bool finish(std::chrono::milliseconds timeout);

private:
    struct Waiting {
        JobId id;
        std::string name;
        std::chrono::milliseconds timeout;
        std::function<void()> work;
    };
    struct Running {
        JobId id;
        std::string name;
        Clock::time_point until;
        bool isLate = false;
    };

    void startThread() PORTICO_REQUIRES(mutex_);
    void run(std::size_t thread);
    void doOne() PORTICO_REQUIRES(mutex_);
    const Running* current() const PORTICO_REQUIRES(mutex_);

    const base::Descriptor ended_;
    mutable Mutex mutex_;
    ConditionVariable added_, quiet_;
    std::deque<Waiting> waiting_ PORTICO_GUARDED_BY(mutex_);
    std::vector<Running> running_ PORTICO_GUARDED_BY(mutex_); // the late ones, and at most one other
    JobId jobs_ PORTICO_GUARDED_BY(mutex_) = 0;               // number of jobs ever added
    bool stopping_ PORTICO_GUARDED_BY(mutex_) = false;
    std::vector<std::thread> threads_ PORTICO_GUARDED_BY(mutex_); // the last one runs new jobs
};

} // namespace portico::host
