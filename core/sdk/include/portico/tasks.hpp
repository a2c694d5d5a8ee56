// SPDX-License-Identifier: Apache-2.0
// Work outside of requests: at once, at a time, or at regular intervals. Wraps <portico/abi/tasks.h>, whose rules apply. Plugins call
// it on any thread, usually in start(); the host runs the work on threads of its own. Part of <portico/plugin.hpp>; Host::tasks()
// returns it.
//
// Example, a clean-up every night:
//
//     void addCleanUp(const portico::Tasks& tasks, std::function<bool()> removeOldest) {
//         tasks.every("clean-up", std::chrono::hours(24), [removeOldest](const portico::TaskRun& run) {
//             while (!run.shouldStop() && removeOldest()) {}
//         });
//     }
#pragma once

#include <portico/abi/tasks.h>
#include <portico/error.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace portico {

// One run of a task; valid until the work returns.
class TaskRun {
public:
    explicit TaskRun(const portico_task_run* run) noexcept : r_(run) {}

    // Return soon: the deadline has passed, the task was cancelled, a reload has replaced the plugin, or the server stops. [task]
    bool shouldStop() const noexcept { return r_->should_stop(r_) != 0; }
    // When the run was planned, and when it must have returned: time since 1970-01-01 UTC.
    std::chrono::milliseconds slot() const noexcept { return std::chrono::milliseconds(r_->slot); }
    std::chrono::milliseconds deadline() const noexcept { return std::chrono::milliseconds(r_->deadline); }

private:
    const portico_task_run* r_;
};

// The optional properties of a task; ranges and defaults are those of portico_task.
struct TaskOptions {
    std::chrono::milliseconds first{0};    // every: the first slot, since 1970-01-01 UTC
    std::chrono::milliseconds jitter{0};   // how much later than its slot a run may begin
    std::chrono::milliseconds deadline{0}; // how long a run may take
    bool oneInCluster = false;             // each slot runs on one of the servers that share portico.host.state/1
};

// The tasks of this plugin. Copy it freely; it is valid as long as the Host. [any]
class Tasks {
public:
    // The work of a task. [task] An exception is logged with its message and counted as a failed run. Destroyed after the last run.
    using Work = std::function<void(const TaskRun&)>;

    explicit Tasks(const portico_tasks* table) noexcept : t_(table) {}

    // Run once: at once, or at `when` (since 1970-01-01 UTC) or soon after. False if a task of this name already waits. Both throw
    // Error(PORTICO_INVALID) if an argument is out of range, and Error(PORTICO_UNAVAILABLE) if a limit is reached or the plugin stops.
    bool now(std::string_view name, Work work, const TaskOptions& more = {}) const {
        return add(name, {}, {}, std::move(work), more);
    }
    bool at(std::chrono::milliseconds when, std::string_view name, Work work, const TaskOptions& more = {}) const {
        return add(name, when, {}, std::move(work), more);
    }
    // Run at every slot. Throws like `now`, and Error(PORTICO_EXISTS) if there is a task of this name.
    void every(std::string_view name, std::chrono::milliseconds interval, Work work,
               const TaskOptions& more = {}) const {
        if (!add(name, more.first, interval, std::move(work), more))
            throw Error(PORTICO_EXISTS, "there is already a task \"" + std::string(name) + '"');
    }
    // False if there is no task of this name. Does not wait for its current run.
    bool cancel(std::string_view name) const { return t_->cancel(t_->ctx, str(name)) == PORTICO_OK; }

private:
    bool add(std::string_view name, std::chrono::milliseconds at, std::chrono::milliseconds every, Work work,
             const TaskOptions& more) const {
        auto owned = std::make_unique<Work>(std::move(work));
        const portico_task task{sizeof(portico_task),
                                more.oneInCluster ? PORTICO_TASK_ONE_IN_CLUSTER : 0u,
                                str(name),
                                at.count(),
                                every.count(),
                                more.jitter.count(),
                                more.deadline.count(),
                                owned.get(),
                                run,
                                release};
        Why why;
        if (!why.answer(t_->add(t_->ctx, &task, why.get()), PORTICO_EXISTS)) return false;
        static_cast<void>(owned.release()); // now the host's, which may already have called release
        return true;
    }
    static portico_status run(void* ctx, const portico_task_run* run, portico_error* why) noexcept {
        return exceptionBarrier(why, [&] { return (*static_cast<Work*>(ctx))(TaskRun(run)), PORTICO_OK; });
    }
    static void release(void* ctx) noexcept { std::unique_ptr<Work>(static_cast<Work*>(ctx)); }

    const portico_tasks* t_;
};

} // namespace portico
