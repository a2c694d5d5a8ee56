// SPDX-License-Identifier: Apache-2.0
// What a plugin asks for when it adds a task (portico_task in abi/tasks.h), checked and copied.
#pragma once

#include "host/tasks/slot.h"

#include <portico/abi/tasks.h>

#include <string>

namespace portico::host {

struct TaskPlan {
    std::string name;
    Schedule schedule;
    std::int64_t deadline = 0; // milliseconds after its beginning
    bool isAtOnce = false;     // neither a time in the future nor an interval
    bool isOneInCluster = false;
    void* ctx = nullptr;
    portico_status (*run)(void* ctx, const portico_task_run* run, portico_error* why) = nullptr;
    void (*release)(void* ctx) = nullptr;

    bool hasInterval() const noexcept { return schedule.every != 0; }
};

// Returns what is wrong with `task`, or fills in `plan` and returns an empty text. `now`: milliseconds since 1970.
std::string readTask(const portico_task& task, std::int64_t now, TaskPlan& plan);

} // namespace portico::host
