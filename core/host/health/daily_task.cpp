// SPDX-License-Identifier: Apache-2.0
#include "host/health/daily_task.h"

#include <utility>

namespace portico::host {

DailyTask::DailyTask(std::function<void()> work, std::chrono::milliseconds day)
    : work_(std::move(work)), thread_([this, day](const std::stop_token& stop) { run(stop, day); }) {}

void DailyTask::run(const std::stop_token& stop, std::chrono::milliseconds day) {
    MutexLock lock(mutex_);
    while (!stopped_.wait_for(lock, stop, day, [&] { return stop.stop_requested(); })) work_();
}

} // namespace portico::host
