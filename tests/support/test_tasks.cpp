// SPDX-License-Identifier: Apache-2.0
#include "support/test_tasks.h"

#include <algorithm>

namespace portico::test {

namespace {

void release(const portico_task& task) {
    if (task.release != nullptr) task.release(task.ctx);
}

std::int64_t dueAfter(const portico_task& task, std::int64_t now) {
    if (task.every == 0 || task.at > now) return task.at;
    return now - (now - task.at) % task.every + task.every;
}

} // namespace

TestTasks::TestTasks(Clock clock) : clock_(std::move(clock)), table_{sizeof(portico_tasks), 0, this, add, cancel} {}

TestTasks::~TestTasks() {
    for (const Task& task : tasks_) release(task.c);
}

portico_status TestTasks::add(void* ctx, const portico_task* task, portico_error* why) {
    auto& self = *static_cast<TestTasks*>(ctx);
    const std::string name(view(task->name));
    if (task->run == nullptr || name.empty()) return explain(why, "a task needs run and a name"), PORTICO_INVALID;
    const std::lock_guard lock(self.mutex_);
    if (std::ranges::find(self.tasks_, name, &Task::name) != self.tasks_.end()) return PORTICO_EXISTS;
    self.tasks_.push_back({name, *task, dueAfter(*task, self.clock_())});
    return PORTICO_OK;
}

portico_status TestTasks::cancel(void* ctx, portico_str name) {
    auto& self = *static_cast<TestTasks*>(ctx);
    const std::optional<Task> taken = self.take(view(name));
    if (!taken) return PORTICO_NOT_FOUND;
    release(taken->c);
    return PORTICO_OK;
}

std::optional<TestTasks::Task> TestTasks::take(std::string_view name) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(tasks_, name, &Task::name);
    if (found == tasks_.end()) return std::nullopt;
    Task task = std::move(*found);
    tasks_.erase(found);
    return task;
}

std::vector<std::string> TestTasks::names() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> all;
    for (const Task& task : tasks_) all.push_back(task.name);
    return all;
}

int TestTasks::runDue() {
    int count = 0;
    for (const std::string& name : names()) {
        std::unique_lock lock(mutex_);
        const auto found = std::ranges::find(tasks_, name, &Task::name);
        const bool isDue = found != tasks_.end() && found->due <= clock_();
        lock.unlock();
        if (!isDue) continue;
        run(name);
        ++count;
    }
    return count;
}

// An interval task stays in the list; one that runs once is removed first, so that it may add itself again.
portico_status TestTasks::run(std::string_view name, std::string* why) {
    std::optional<Task> task = take(name);
    if (!task) return PORTICO_NOT_FOUND;
    if (task->c.every == 0) {
        const portico_status status = perform(*task, why);
        release(task->c);
        return status;
    }
    task->due = dueAfter(task->c, clock_());
    {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(*task);
    }
    return perform(*task, why);
}

portico_status TestTasks::perform(const Task& task, std::string* why) {
    constexpr std::int64_t day = 24 * 3600 * 1000;
    const portico_task_run run{
        sizeof(portico_task_run), 0, this, clock_(), clock_() + day, [](const portico_task_run* one) {
            return std::int32_t{static_cast<const TestTasks*>(one->ctx)->shouldStop ? 1 : 0};
        }};
    Why reason;
    const portico_status status = task.c.run(task.c.ctx, &run, reason.get());
    if (why != nullptr) *why = reason.message();
    return status;
}

} // namespace portico::test
