// SPDX-License-Identifier: Apache-2.0
#include "host/tasks/task_threads.h"

#include <sys/resource.h>

#include <system_error>

namespace portico::host {

namespace {

constexpr int niceness = 10; // like that of password hashing: when a page and a task compete for a core, the page wins

} // namespace

TaskThreads::TaskThreads(TaskScheduler& scheduler) : scheduler_(scheduler) {
    const MutexLock lock(mutex_);
    start();
}

// A thread that still runs a task may start another one, so the list is read again for each.
TaskThreads::~TaskThreads() {
    scheduler_.close();
    for (;;) {
        std::thread thread;
        {
            const MutexLock lock(mutex_);
            if (threads_.empty()) return;
            thread = std::move(threads_.back());
            threads_.pop_back();
        }
        thread.join();
    }
}

void TaskThreads::start() {
    threads_.emplace_back([this] { work(); });
    ++idle_;
}

void TaskThreads::work() {
    ::setpriority(PRIO_PROCESS, 0, niceness); // 0 is this thread; fails only if it would raise the priority
    while (const auto run = scheduler_.await()) {
        leaveIdle();
        scheduler_.perform(*run);
        const MutexLock lock(mutex_);
        ++idle_;
    }
}

void TaskThreads::leaveIdle() {
    const MutexLock lock(mutex_);
    if (--idle_ != 0) return;
    try {
        start();
    } catch (const std::system_error&) { // the machine has no thread left: the next task waits until this one has ended
    }
}

} // namespace portico::host
