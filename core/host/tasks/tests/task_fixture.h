// SPDX-License-Identifier: Apache-2.0
// A scheduler with a clock under the test's control, and plugins that add tasks to it through their tables.
#pragma once

#include "host/services/ttl_store.h"
#include "host/tasks/task_set.h"

#include <portico/error.hpp>

#include <cppunit/extensions/HelperMacros.h>

#include <deque>

namespace portico::host::test {

constexpr std::int64_t second = 1000, hour = 3600 * second, day = 24 * hour;

class LogLines final : public http::Log {
public:
    void write(int, std::string_view subject, std::string_view line) noexcept override {
        const MutexLock lock(mutex_);
        all_.append(subject).append(": ").append(line).append("|");
    }
    void access(std::string_view, const http::AccessFields&) noexcept override {}
    std::string all() {
        const MutexLock lock(mutex_);
        return all_;
    }

private:
    Mutex mutex_;
    std::string all_ PORTICO_GUARDED_BY(mutex_);
};

// What a task does, and how often it was called.
struct Work {
    std::function<portico_status(const portico_task_run* run, portico_error* why)> act{};
    std::atomic<int> runs{0}, released{0};

    static portico_status run(void* ctx, const portico_task_run* run, portico_error* why) {
        Work& self = *static_cast<Work*>(ctx);
        ++self.runs;
        return self.act ? self.act(run, why) : PORTICO_OK;
    }
    static void release(void* ctx) { ++static_cast<Work*>(ctx)->released; }
};

class TaskFixture : public CppUnit::TestFixture {
protected:
    std::atomic<std::int64_t> now_{20'000 * day};
    LogLines log_;
    TtlStore store_{1 << 20, [this] { return now_.load(); }};
    capabilities::PluginStatsTable accounts_;
    TaskLimits limits_;
    TaskScheduler scheduler_{log_, [this] { return now_.load(); }, "this"};

    std::unique_ptr<TaskSet> makeSet(unsigned generation = 1) {
        return std::make_unique<TaskSet>(
            scheduler_, limits_, generation, [this](std::string_view plugin) { return &accounts_.of(plugin, "hash"); },
            [this](std::string_view) { return store_.table(); });
    }
    static portico_task taskOf(std::string_view name, Work& work) {
        return {sizeof(portico_task), 0, str(name), 0, 0, 0, 0, &work, Work::run, Work::release};
    }
    static portico_status add(TaskSet& set, std::string_view plugin, const portico_task& task,
                              portico_error* why = nullptr) {
        const portico_tasks* tasks = set.table(plugin);
        return tasks->add(tasks->ctx, &task, why);
    }
    static portico_status now(TaskSet& set, std::string_view plugin, std::string_view name, Work& work) {
        return add(set, plugin, taskOf(name, work));
    }
    static portico_status every(TaskSet& set, std::string_view plugin, std::string_view name, std::int64_t interval,
                                Work& work) {
        portico_task task = taskOf(name, work);
        task.every = interval;
        return add(set, plugin, task);
    }
    static portico_status cancel(TaskSet& set, std::string_view plugin, std::string_view name) {
        const portico_tasks* tasks = set.table(plugin);
        return tasks->cancel(tasks->ctx, str(name));
    }
    // Runs all that is due; returns how many.
    int runDue() {
        int count = 0;
        while (scheduler_.step()) ++count;
        return count;
    }
    int runAfter(std::int64_t milliseconds) {
        now_ += milliseconds;
        return runDue();
    }
    TaskScheduler::View viewOf(std::string_view name) {
        for (const TaskScheduler::View& view : scheduler_.all())
            if (view.name == name) return view;
        CPPUNIT_FAIL("no such task");
        return {};
    }
};

} // namespace portico::host::test
