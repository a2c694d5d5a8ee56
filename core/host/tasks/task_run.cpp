// SPDX-License-Identifier: Apache-2.0
// How a task begins, runs and ends.
#include "capabilities/call.h"
#include "capabilities/task_scope.h"
#include "host/tasks/task_scheduler.h"

#include <portico/error.hpp>

#include <algorithm>
#include <chrono>

namespace portico::host {

namespace {

// The plugin's text may lack a terminator and may contain control characters.
std::string reasonOf(const portico_error& error, portico_status status) {
    std::string text(error.message, std::find(error.message, std::end(error.message), '\0'));
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text.empty() ? "it returned " + std::to_string(status) + " and gave no reason" : text;
}

std::string claimKey(const TaskPlan& plan, std::int64_t slot) {
    return "portico.task/" + plan.name + '/' + std::to_string(slot);
}

// Longer than any other server may be late.
std::int64_t claimSeconds(const Schedule& schedule) {
    constexpr std::int64_t day = 24 * 3600, most = 400 * day;
    return std::clamp((schedule.every + schedule.jitter) / 1000, day, most);
}

} // namespace

TaskScheduler::Run::Run(const TaskScheduler& scheduler, Task& task, std::int64_t began)
    : scheduler_(scheduler), task_(task), began_(began), c_{sizeof(portico_task_run),   0,         this, task.next.time,
                                                            began + task.plan.deadline, shouldStop} {}

std::int32_t TaskScheduler::Run::shouldStop(const portico_task_run* run) noexcept {
    const Run& self = *static_cast<const Run*>(run->ctx);
    return self.isToldToStop_ || self.scheduler_.clock_() >= self.c_.deadline ? 1 : 0;
}

std::size_t TaskScheduler::runningOf(const std::string& plugin) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(runs_, [&](const Run* run) { return run->task_.owner->plugin == plugin; }));
}

bool TaskScheduler::hasThread(const Task& task, std::int64_t now) const {
    std::size_t inTime = 0, inTimeOfPlugin = 0, late = 0, lateOfPlugin = 0;
    for (const Run* run : runs_) {
        const bool isOfPlugin = run->task_.owner->plugin == task.owner->plugin, isLate = now >= run->c_.deadline;
        ++(isLate ? late : inTime);
        if (isOfPlugin) ++(isLate ? lateOfPlugin : inTimeOfPlugin);
    }
    return inTime < limits_.threads && inTimeOfPlugin < shareOfPlugin(limits_.threads) && late < mostLate &&
           lateOfPlugin < mostLateOfPlugin;
}

std::unique_ptr<TaskScheduler::Run> TaskScheduler::beginFirst() {
    const std::int64_t now = clock_();
    Task* task = firstDue(now);
    if (task == nullptr) return nullptr;
    auto run = std::make_unique<Run>(*this, *task, now);
    TaskRecord& record = records_.of(task->owner->plugin, task->plan.name);
    runs_.push_back(run.get());
    task->isRunning = record.isRunning = true;
    record.slot = task->next.time;
    return run;
}

std::unique_ptr<TaskScheduler::Run> TaskScheduler::begin() {
    const MutexLock lock(mutex_);
    return beginFirst();
}

std::unique_ptr<TaskScheduler::Run> TaskScheduler::await() {
    const MutexLock lock(mutex_);
    for (;;) {
        if (isClosed_) return nullptr;
        if (auto run = beginFirst()) return run;
        changed_.waitFor(mutex_, std::chrono::milliseconds(untilNext(clock_())));
    }
}

void TaskScheduler::perform(Run& run) {
    const Outcome outcome = outcomeOf(run);
    note(run, outcome);
    log(run.task_, outcome);
    finish(run);
}

bool TaskScheduler::step() {
    const auto run = begin();
    if (run) perform(*run);
    return run != nullptr;
}

TaskScheduler::Outcome TaskScheduler::claim(const Run& run) const {
    if (!run.task_.plan.isOneInCluster) return {};
    const portico_state* state = run.task_.owner->state();
    if (state == nullptr) return {PORTICO_FAILED, "this host has no " PORTICO_STATE};
    const portico_status status = state->add(state->ctx, str(claimKey(run.task_.plan, run.c_.slot)), str(machine_),
                                             claimSeconds(run.task_.plan.schedule));
    if (status == PORTICO_EXISTS) return {PORTICO_OK, {}, true};
    if (status == PORTICO_OK) return {};
    return {status, "the TTL store refused the key of this slot (status " + std::to_string(status) + ')'};
}

TaskScheduler::Outcome TaskScheduler::outcomeOf(Run& run) const {
    const TaskOwner& owner = *run.task_.owner;
    const TaskPlan& plan = run.task_.plan;
    Outcome outcome = claim(run);
    if (outcome.status != PORTICO_OK || outcome.isElsewhere) return outcome;
    const capabilities::TaskScope scope(plan.name, owner.generation, std::chrono::milliseconds(plan.deadline));
    portico_error why{sizeof(portico_error), 0, {}};
    capabilities::Call call(owner.stats(), "run");
    const portico_status status = call.ended(exceptionBarrier(&why, [&] { return plan.run(plan.ctx, &run.c_, &why); }));
    return status == PORTICO_OK ? Outcome() : Outcome{status, reasonOf(why, status)};
}

void TaskScheduler::note(const Run& run, const Outcome& outcome) {
    const MutexLock lock(mutex_);
    TaskRecord& record = records_.of(run.task_.owner->plugin, run.task_.plan.name);
    record.wasRunElsewhere = outcome.isElsewhere;
    if (outcome.isElsewhere) return;
    ++record.runs;
    record.began = run.began_;
    record.length = clock_() - run.began_;
    record.error = outcome.text;
    if (outcome.status != PORTICO_OK) ++record.errors;
}

void TaskScheduler::log(const Task& task, const Outcome& outcome) {
    if (outcome.status != PORTICO_OK)
        log_.write(PORTICO_LOG_ERROR, task.owner->plugin, "task " + task.plan.name + " failed: " + outcome.text);
}

void TaskScheduler::remove(Run& run) {
    Task& task = run.task_;
    records_.of(task.owner->plugin, task.plan.name).isRunning = task.isRunning = false;
    std::erase(runs_, &run);
    changed_.notifyAll();
}

// The run of a task that is over exists until `release` has returned, so that the plugin is not stopped before.
void TaskScheduler::finish(Run& run) {
    Task& task = run.task_;
    {
        const MutexLock lock(mutex_);
        if (task.plan.hasInterval() && !task.isCancelled && open_.contains(task.owner)) {
            planNext(task, clock_());
            return remove(run);
        }
    }
    if (task.plan.release != nullptr) task.plan.release(task.plan.ctx);
    const std::string plugin = task.owner->plugin;
    const MutexLock lock(mutex_);
    remove(run);
    std::erase_if(tasks_, [&](const Task& one) { return &one == &task; });
    records_.prune(plugin, [&](const std::string& name) PORTICO_REQUIRES(mutex_) { return !hasTask(plugin, name); });
}

void TaskScheduler::tellToStop(const std::function<bool(const Task&)>& which) noexcept {
    for (Run* run : runs_)
        if (which(run->task_)) run->isToldToStop_ = true;
}

void TaskScheduler::close() noexcept {
    const MutexLock lock(mutex_);
    isClosed_ = true;
    tellToStop([](const Task&) { return true; });
    changed_.notifyAll();
}

} // namespace portico::host
