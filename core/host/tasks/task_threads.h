// SPDX-License-Identifier: Apache-2.0
// The threads that run tasks. One of them is always idle and waits until the next task may begin; before it runs that task, it
// starts another thread in its place if no other is idle. So there is one thread until the first task begins, and one more than
// runs at the same time at most. Only the serving process has them.
#pragma once

#include "host/tasks/task_scheduler.h"

#include <thread>
#include <vector>

namespace portico::host {

class TaskThreads {
public:
    explicit TaskThreads(TaskScheduler& scheduler);
    // Closes the scheduler and waits for the tasks that run.
    ~TaskThreads();
    TaskThreads(const TaskThreads&) = delete;
    TaskThreads& operator=(const TaskThreads&) = delete;

private:
    void work();
    void start() PORTICO_REQUIRES(mutex_);
    void leaveIdle();

    TaskScheduler& scheduler_;
    Mutex mutex_;
    std::size_t idle_ PORTICO_GUARDED_BY(mutex_) = 0;
    std::vector<std::thread> threads_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::host
