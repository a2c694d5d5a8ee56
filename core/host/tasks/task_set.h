// SPDX-License-Identifier: Apache-2.0
// The tasks of one generation: the service "portico.host.tasks/1" for each of its plugins. Called by Services.
#pragma once

#include "host/tasks/task_scheduler.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace portico::host {

class TaskSet {
public:
    // What the host knows about a plugin when its tasks run.
    using StatsOf = std::function<capabilities::PluginStats*(std::string_view plugin)>;
    using StateOf = std::function<const portico_state*(std::string_view plugin)>;

    // Must not outlive `scheduler`.
    TaskSet(TaskScheduler& scheduler, const TaskLimits& limits, unsigned generation, StatsOf stats, StateOf state);
    ~TaskSet(); // ends the tasks of all plugins
    TaskSet(const TaskSet&) = delete;
    TaskSet& operator=(const TaskSet&) = delete;

    // The table of this plugin, valid as long as this object. Any thread.
    const portico_tasks* table(std::string_view plugin);
    // Call before the plugin is stopped or destroyed: see TaskScheduler::end.
    void end(std::string_view plugin) noexcept;

private:
    struct Service;
    static portico_status add(void* ctx, const portico_task* task, portico_error* why) noexcept;
    static portico_status cancel(void* ctx, portico_str name) noexcept;

    TaskScheduler& scheduler_;
    const unsigned generation_;
    const StatsOf stats_;
    const StateOf state_;
    Mutex mutex_;
    std::map<std::string, std::unique_ptr<Service>, std::less<>> services_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::host
