// SPDX-License-Identifier: Apache-2.0
// Which tasks exist, and which may begin. How one runs: task_run.cpp.
#include "host/tasks/task_scheduler.h"

#include <portico/error.hpp>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <tuple>

namespace portico::host {

namespace {

std::int64_t systemMilliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::string hostName() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

} // namespace

TaskScheduler::TaskScheduler(http::Log& log) : TaskScheduler(log, systemMilliseconds, hostName()) {}

TaskScheduler::TaskScheduler(http::Log& log, Clock clock, std::string machine)
    : log_(log), clock_(std::move(clock)), machine_(std::move(machine)) {}

TaskScheduler::~TaskScheduler() = default;

void TaskScheduler::enter(const TaskSet& set, const TaskLimits& limits) {
    const MutexLock lock(mutex_);
    sets_[&set] = {Phase::built, limits};
}

void TaskScheduler::leave(const TaskSet& set) noexcept {
    const MutexLock lock(mutex_);
    sets_.erase(&set);
}

void TaskScheduler::publish(const TaskSet& set) noexcept {
    const MutexLock lock(mutex_);
    const std::int64_t now = clock_();
    for (Task& task : tasks_)
        if (task.owner->set == &set && task.plan.hasInterval()) planNext(task, now);
    for (auto& [one, about] : sets_)
        if (about.phase == Phase::serving) about.phase = Phase::replaced;
    const auto here = sets_.find(&set);
    here->second.phase = Phase::serving;
    limits_ = here->second.limits;
    tellToStop([this](const Task& task)
                   PORTICO_REQUIRES(mutex_) { return phaseOf(task) == Phase::replaced && !task.plan.isAtOnce; });
    changed_.notifyAll();
}

void TaskScheduler::open(const TaskOwner& owner) {
    const MutexLock lock(mutex_);
    open_.insert(&owner);
}

// Allocates nothing, because it must not fail: afterwards the plugin is destroyed.
void TaskScheduler::end(const TaskOwner& owner) noexcept {
    Tasks dropped;
    bool hasServed = false;
    {
        const MutexLock lock(mutex_);
        if (open_.erase(&owner) == 0) return;
        hasServed = sets_.at(owner.set).phase != Phase::built;
        for (auto at = tasks_.begin(); at != tasks_.end();)
            if (const auto task = at++; task->owner == &owner && !task->isRunning)
                dropped.splice(dropped.end(), tasks_, task);
        tellToStop([&](const Task& task) { return task.owner == &owner; });
        changed_.wait(mutex_, [&]() PORTICO_REQUIRES(mutex_) {
            return std::ranges::none_of(tasks_, [&](const Task& task) { return task.owner == &owner; });
        });
    }
    for (const Task& task : dropped) {
        if (hasServed && task.plan.isAtOnce) logDropped(task);
        if (task.plan.release != nullptr) task.plan.release(task.plan.ctx);
    }
}

void TaskScheduler::logDropped(const Task& task) noexcept {
    exceptionBarrier(nullptr, [&] {
        log_.write(PORTICO_LOG_WARNING, task.owner->plugin,
                   "task " + task.plan.name + " had not begun when the plugin was stopped");
        return PORTICO_OK;
    });
}

portico_status TaskScheduler::problemOf(const TaskOwner& owner, const TaskPlan& plan, std::string& why) const {
    const auto refuse = [&](portico_status status, std::string text) { return why = std::move(text), status; };
    const Set& set = sets_.at(owner.set);
    if (isClosed_ || !open_.contains(&owner)) return refuse(PORTICO_UNAVAILABLE, "the plugin is being stopped");
    if (set.phase == Phase::replaced && !plan.isAtOnce)
        return refuse(PORTICO_UNAVAILABLE, "a reload has replaced this instance of the plugin");
    std::size_t ofPlugin = 0, ofSet = 0;
    for (const Task& task : tasks_) {
        ofSet += task.owner->set == owner.set ? 1u : 0u;
        if (task.owner != &owner) continue;
        ++ofPlugin;
        if (task.plan.name == plan.name && (!task.isRunning || task.plan.hasInterval()))
            return refuse(PORTICO_EXISTS, "there is already a task \"" + plan.name + '"');
    }
    if (ofPlugin >= set.limits.perPlugin) return refuse(PORTICO_UNAVAILABLE, "limits.tasks_per_plugin is reached");
    if (ofSet >= set.limits.inAll) return refuse(PORTICO_UNAVAILABLE, "limits.tasks is reached");
    return PORTICO_OK;
}

portico_status TaskScheduler::add(const TaskOwner& owner, TaskPlan plan, std::string& why) {
    const std::uint64_t seed = delaySeed(machine_, owner.plugin, plan.name);
    const MutexLock lock(mutex_);
    if (const portico_status status = problemOf(owner, plan, why); status != PORTICO_OK) return status;
    Task& task = tasks_.emplace_back(Task{&owner, std::move(plan), seed, {}});
    if (task.plan.hasInterval())
        planNext(task, clock_());
    else
        task.next = onlySlot(task.plan.schedule, seed);
    changed_.notifyAll();
    return PORTICO_OK;
}

portico_status TaskScheduler::cancel(const TaskOwner& owner, std::string_view name) {
    Tasks removed;
    bool isFound = false;
    {
        const MutexLock lock(mutex_);
        for (auto at = tasks_.begin(); at != tasks_.end();) {
            const auto task = at++;
            if (task->owner != &owner || task->plan.name != name) continue;
            isFound = task->isCancelled = true;
            if (!task->isRunning) removed.splice(removed.end(), tasks_, task);
        }
        tellToStop([&](const Task& task) { return task.isCancelled; });
    }
    for (const Task& task : removed)
        if (task.plan.release != nullptr) task.plan.release(task.plan.ctx);
    return isFound ? PORTICO_OK : PORTICO_NOT_FOUND;
}

TaskScheduler::Phase TaskScheduler::phaseOf(const Task& task) const {
    return sets_.at(task.owner->set).phase; // the set exists at least as long as its tasks
}

// The task of the set that serves, in whose place this one comes.
const TaskScheduler::Task* TaskScheduler::predecessorOf(const Task& task) const {
    const auto found = std::ranges::find_if(tasks_, [&](const Task& other) PORTICO_REQUIRES(mutex_) {
        return &other != &task && other.owner->set != task.owner->set && phaseOf(other) == Phase::serving &&
               other.owner->plugin == task.owner->plugin && other.plan.name == task.plan.name &&
               other.plan.schedule == task.plan.schedule;
    });
    return found == tasks_.end() ? nullptr : &*found;
}

// A predecessor that was due and has not begun leaves its slot to this task.
void TaskScheduler::planNext(Task& task, std::int64_t now) {
    const Task* before = predecessorOf(task);
    if (before != nullptr && !before->isRunning)
        task.next = before->next;
    else
        task.next = nextSlot(task.plan.schedule, task.seed, lastSlotOf(task), now);
}

std::int64_t TaskScheduler::lastSlotOf(const Task& task) const {
    const TaskRecord* record = records_.find(task.owner->plugin, task.plan.name);
    return record == nullptr ? 0 : record->slot;
}

bool TaskScheduler::hasTask(const std::string& plugin, const std::string& name) const {
    return std::ranges::any_of(
        tasks_, [&](const Task& task) { return task.owner->plugin == plugin && task.plan.name == name; });
}

bool TaskScheduler::mayEverBegin(const Task& task) const {
    if (task.isRunning || isClosed_) return false;
    const Phase phase = phaseOf(task);
    return phase == Phase::serving || (phase == Phase::replaced && task.plan.isAtOnce);
}

TaskScheduler::Task* TaskScheduler::firstDue(std::int64_t now) {
    Task* first = nullptr;
    std::size_t running = 0; // of its plugin
    for (Task& task : tasks_) {
        if (task.next.due > now || !mayEverBegin(task) || !hasThread(task, now)) continue;
        const TaskRecord* record = records_.find(task.owner->plugin, task.plan.name);
        if (record != nullptr && record->isRunning) continue;
        const std::size_t own = runningOf(task.owner->plugin);
        if (first != nullptr && (own > running || (own == running && task.next.due >= first->next.due))) continue;
        first = &task;
        running = own;
    }
    return first;
}

// How long nothing changes unless changed_ is notified. Not longer than half a minute if any task waits, because the system clock
// may be set and the machine may sleep.
std::int64_t TaskScheduler::untilNext(std::int64_t now) const {
    constexpr std::int64_t hour = 3'600'000, halfMinute = 30'000;
    std::int64_t soonest = tasks_.empty() ? hour : halfMinute;
    for (const Task& task : tasks_)
        if (mayEverBegin(task) && task.next.due > now) soonest = std::min(soonest, task.next.due - now);
    for (const Run* run : runs_)
        if (run->c_.deadline > now) soonest = std::min(soonest, run->c_.deadline - now); // then its thread is replaced
    return soonest;
}

std::vector<TaskScheduler::View> TaskScheduler::all() const {
    std::vector<View> views;
    const MutexLock lock(mutex_);
    const std::int64_t now = clock_();
    for (const Task& task : tasks_) {
        if (!task.isRunning && !mayEverBegin(task)) continue;
        View& view = views.emplace_back(View{task.owner->plugin,
                                             task.plan.name,
                                             View::State::waiting,
                                             task.plan.schedule,
                                             task.next.due,
                                             false,
                                             false,
                                             {}});
        for (const Run* run : runs_)
            if (&run->task_ == &task) {
                view.state = View::State::running;
                view.isLate = now >= run->c_.deadline;
                view.shouldStop = Run::shouldStop(&run->c_) != 0;
            }
    }
    for (View& view : views)
        if (const TaskRecord* record = records_.find(view.plugin, view.name)) view.record = *record;
    for (const auto& [plugin, ofPlugin] : records_.all())
        for (const auto& [name, record] : ofPlugin)
            if (!hasTask(plugin, name))
                views.push_back({plugin, name, View::State::ended, {}, 0, false, false, record});
    std::ranges::stable_sort(views, {}, [](const View& view) { return std::tie(view.plugin, view.name); });
    return views;
}

} // namespace portico::host
