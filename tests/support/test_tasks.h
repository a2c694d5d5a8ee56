// SPDX-License-Identifier: Apache-2.0
// The service "portico.host.tasks/1" for tests of plugins. Nothing runs by itself: the test moves its clock and then calls runDue, or
// runs one task by name. Ignores jitter and deadlines.
#pragma once

#include <portico/tasks.hpp>

#include <mutex>
#include <optional>
#include <vector>

namespace portico::test {

class TestTasks {
public:
    using Clock = std::function<std::int64_t()>; // milliseconds since 1970

    explicit TestTasks(Clock clock);
    ~TestTasks();
    TestTasks(const TestTasks&) = delete;
    TestTasks& operator=(const TestTasks&) = delete;

    const portico_tasks* table() const { return &table_; }

    bool shouldStop = false; // what should_stop answers

    std::vector<std::string> names() const; // of the tasks that wait, in the order in which they were added
    // Runs the tasks that are due, and returns how many.
    int runDue();
    // Runs this task, whatever its time. Returns its status, and in `why` its reason; PORTICO_NOT_FOUND if there is none.
    portico_status run(std::string_view name, std::string* why = nullptr);

private:
    struct Task {
        std::string name;
        portico_task c;
        std::int64_t due;
    };
    static portico_status add(void* ctx, const portico_task* task, portico_error* why);
    static portico_status cancel(void* ctx, portico_str name);
    std::optional<Task> take(std::string_view name);
    portico_status perform(const Task& task, std::string* why);

    const Clock clock_;
    mutable std::mutex mutex_; // guards tasks_
    std::vector<Task> tasks_;
    portico_tasks table_;
};

} // namespace portico::test
