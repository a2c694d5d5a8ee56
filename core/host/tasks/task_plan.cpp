// SPDX-License-Identifier: Apache-2.0
#include "host/tasks/task_plan.h"

#include <portico/error.hpp>

#include <algorithm>
#include <string_view>

namespace portico::host {

namespace {

constexpr std::int64_t oneSecond = 1000, oneMinute = 60 * oneSecond, oneDay = 24 * 60 * oneMinute;
constexpr std::int64_t mostDays = 400 * oneDay; // the longest interval, and the latest time
constexpr std::size_t longestTaskName = 64;

bool isName(std::string_view name) {
    return !name.empty() && name.size() <= longestTaskName &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == std::string_view::npos;
}

std::string problemOf(const portico_task& task, std::int64_t now) {
    // Every member of this version is required, because no older version had fewer.
    if (task.size < sizeof(portico_task)) return "its size is not that of a portico_task";
    if (!isName(view(task.name))) return "the name of a task is 1 to 64 bytes of [a-z0-9._-]";
    if ((task.flags & ~PORTICO_TASK_ONE_IN_CLUSTER) != 0) return "this host does not know one of the flags";
    if (task.run == nullptr) return "run is NULL";
    if (task.at < 0 || task.at > now + mostDays) return "at is not a time between 1970 and 400 days from now";
    if (task.every != 0 && (task.every < oneSecond || task.every > mostDays))
        return "every is not 1 second to 400 days";
    if (task.jitter < 0 || task.jitter > (task.every != 0 ? task.every - 1 : oneDay))
        return "jitter is negative, not less than every, or more than a day";
    if (task.deadline != 0 && (task.deadline < oneSecond || task.deadline > oneDay))
        return "deadline is not 1 second to 1 day";
    if ((task.flags & PORTICO_TASK_ONE_IN_CLUSTER) != 0 && task.at == 0 && task.every == 0)
        return "one run in the cluster needs at or every, which all servers have in common";
    return {};
}

} // namespace

std::string readTask(const portico_task& task, std::int64_t now, TaskPlan& plan) {
    if (std::string problem = problemOf(task, now); !problem.empty()) return problem;
    plan.name = view(task.name);
    plan.schedule = {task.at, task.every, task.jitter};
    plan.deadline = task.deadline != 0 ? task.deadline : 5 * oneMinute;
    plan.isAtOnce = task.every == 0 && task.at <= now;
    plan.isOneInCluster = (task.flags & PORTICO_TASK_ONE_IN_CLUSTER) != 0;
    if (task.at == 0 && task.every == 0) plan.schedule.at = now;
    plan.ctx = task.ctx;
    plan.run = task.run;
    plan.release = task.release;
    return {};
}

} // namespace portico::host
