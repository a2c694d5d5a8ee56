// SPDX-License-Identifier: Apache-2.0
// All tasks of all generations: which may begin, which run, and what became of the last runs. TaskSet adds them, Generations says
// which set serves, and TaskThreads, or a test, runs them. It has no threads of its own. Every function may be called on any thread.
#pragma once

#include "base/mutex.h"
#include "capabilities/plugin_stats.h"
#include "host/tasks/task_limits.h"
#include "host/tasks/task_plan.h"
#include "host/tasks/task_records.h"
#include "http/log/log.h"

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace portico::host {

class TaskSet;

// One instance of a plugin, which adds tasks.
struct TaskOwner {
    const TaskSet* set;
    std::string plugin;
    unsigned generation = 0;
    std::function<capabilities::PluginStats*()> stats; // of its file; may return null
    std::function<const portico_state*()> state;       // its TTL store; may return null
};

class TaskScheduler {
public:
    using Clock = std::function<std::int64_t()>; // milliseconds since 1970

    explicit TaskScheduler(http::Log& log);
    TaskScheduler(http::Log& log, Clock clock, std::string machine);
    ~TaskScheduler();
    TaskScheduler(const TaskScheduler&) = delete;
    TaskScheduler& operator=(const TaskScheduler&) = delete;

    std::int64_t now() const { return clock_(); }

    // A set exists from enter to leave. None of its tasks begins before it serves.
    void enter(const TaskSet& set, const TaskLimits& limits);
    void leave(const TaskSet& set) noexcept;
    // From now on this set serves, and tasks of the previous one that have a time or an interval do not begin any more.
    void publish(const TaskSet& set) noexcept;

    // `owner` may add tasks from open to end, and must exist until then. end removes its tasks, tells those that run to stop, and
    // returns when the last one has returned, however long that takes.
    void open(const TaskOwner& owner);
    void end(const TaskOwner& owner) noexcept;

    // As in abi/tasks.h.
    portico_status add(const TaskOwner& owner, TaskPlan plan, std::string& why);
    portico_status cancel(const TaskOwner& owner, std::string_view name);

    class Run;
    // The next task that may begin now, as begun; null if there is none. Call perform with it.
    std::unique_ptr<Run> begin();
    // The same, but waits for one. Null only after close.
    std::unique_ptr<Run> await();
    // Runs it on this thread. Ends when the plugin returns.
    void perform(Run& run);
    // Runs one task that is due on this thread; false if there is none. For tests, which have no threads.
    bool step();

    // The server stops: no task begins any more, and those that run are told to stop.
    void close() noexcept;

    struct View {
        std::string plugin, name;
        enum class State { waiting, running, ended } state;
        Schedule schedule;
        std::int64_t due = 0;    // waiting: when it begins
        bool isLate = false;     // running: its deadline has passed
        bool shouldStop = false; // running: it has been told to stop
        TaskRecord record;
    };
    // The tasks of the set that serves, those that run, and those that ended recently, by plugin and name.
    std::vector<View> all() const;

private:
    enum class Phase { built, serving, replaced };
    struct Set {
        Phase phase = Phase::built;
        TaskLimits limits;
    };
    struct Task {
        const TaskOwner* owner;
        TaskPlan plan;
        std::uint64_t seed;
        Slot next;
        bool isRunning = false;
        bool isCancelled = false;
    };
    using Tasks = std::list<Task>; // a running task must not move
    struct Outcome {
        portico_status status = PORTICO_OK;
        std::string text{};
        bool isElsewhere = false; // another server runs this slot
    };

    Phase phaseOf(const Task& task) const PORTICO_REQUIRES(mutex_);
    bool mayEverBegin(const Task& task) const PORTICO_REQUIRES(mutex_);
    bool hasThread(const Task& task, std::int64_t now) const PORTICO_REQUIRES(mutex_);
    std::size_t runningOf(const std::string& plugin) const PORTICO_REQUIRES(mutex_);
    Task* firstDue(std::int64_t now) PORTICO_REQUIRES(mutex_);
    std::unique_ptr<Run> beginFirst() PORTICO_REQUIRES(mutex_);
    std::int64_t untilNext(std::int64_t now) const PORTICO_REQUIRES(mutex_);
    portico_status problemOf(const TaskOwner& owner, const TaskPlan& plan, std::string& why) const
        PORTICO_REQUIRES(mutex_);
    const Task* predecessorOf(const Task& task) const PORTICO_REQUIRES(mutex_);
    std::int64_t lastSlotOf(const Task& task) const PORTICO_REQUIRES(mutex_);
    void planNext(Task& task, std::int64_t now) PORTICO_REQUIRES(mutex_);
    void tellToStop(const std::function<bool(const Task&)>& which) noexcept PORTICO_REQUIRES(mutex_);
    bool hasTask(const std::string& plugin, const std::string& name) const PORTICO_REQUIRES(mutex_);

    Outcome outcomeOf(Run& run) const;
    Outcome claim(const Run& run) const;
    void log(const Task& task, const Outcome& outcome);
    void logDropped(const Task& task) noexcept;
    void note(const Run& run, const Outcome& outcome);
    void remove(Run& run) PORTICO_REQUIRES(mutex_);
    void finish(Run& run);

    http::Log& log_;
    const Clock clock_;
    const std::string machine_;
    mutable Mutex mutex_;
    ConditionVariable changed_;
    std::map<const TaskSet*, Set> sets_ PORTICO_GUARDED_BY(mutex_);
    std::set<const TaskOwner*> open_ PORTICO_GUARDED_BY(mutex_);
    Tasks tasks_ PORTICO_GUARDED_BY(mutex_);
    std::vector<Run*> runs_ PORTICO_GUARDED_BY(mutex_);
    TaskRecords records_ PORTICO_GUARDED_BY(mutex_);
    TaskLimits limits_ PORTICO_GUARDED_BY(mutex_); // of the set that serves
    bool isClosed_ PORTICO_GUARDED_BY(mutex_) = false;
};

// A run of a task that has begun.
class TaskScheduler::Run {
public:
    Run(const TaskScheduler& scheduler, Task& task, std::int64_t began);

private:
    friend class TaskScheduler;
    static std::int32_t shouldStop(const portico_task_run* run) noexcept;

    const TaskScheduler& scheduler_;
    Task& task_;
    const std::int64_t began_;
    std::atomic<bool> isToldToStop_{false};
    const portico_task_run c_;
};

} // namespace portico::host
