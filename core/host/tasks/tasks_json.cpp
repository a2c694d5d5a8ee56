// SPDX-License-Identifier: Apache-2.0
#include "host/tasks/tasks_json.h"

#include "host/log/json_lines.h"

namespace portico::host {

namespace {

constexpr std::string_view nameOf(TaskScheduler::View::State state) {
    switch (state) {
    case TaskScheduler::View::State::waiting: return "waiting";
    case TaskScheduler::View::State::running: return "running";
    default: return "ended";
    }
}

std::string jsonTruth(bool value) { return value ? "true" : "false"; }
std::string jsonSeconds(std::int64_t milliseconds) { return std::to_string(milliseconds / 1000); }

std::string taskJson(const TaskScheduler::View& task) {
    return JsonLine()
        .text("plugin", task.plugin)
        .text("name", task.name)
        .text("state", nameOf(task.state))
        .raw("every", jsonSeconds(task.schedule.every))
        .raw("next", jsonSeconds(task.due))
        .raw("last", jsonSeconds(task.record.began))
        .raw("milliseconds", std::to_string(task.record.length))
        .raw("runs", std::to_string(task.record.runs))
        .raw("errors", std::to_string(task.record.errors))
        .text("error", task.record.error)
        .raw("late", jsonTruth(task.isLate))
        .raw("stopping", jsonTruth(task.shouldStop))
        .raw("elsewhere", jsonTruth(task.record.wasRunElsewhere))
        .end();
}

} // namespace

std::string tasksJson(const TaskScheduler& scheduler) {
    std::string list;
    for (const TaskScheduler::View& task : scheduler.all()) list.append(list.empty() ? "" : ",").append(taskJson(task));
    return '[' + list + ']';
}

} // namespace portico::host
