// SPDX-License-Identifier: Apache-2.0
#include "cli/shown_tasks.h"

#include "cli/counted.h"

#include <algorithm>

namespace portico::cli {

namespace {

std::string stateOf(const base::Json& task, std::int64_t now) {
    if (task.text("state") == "ended") return ", ended";
    const std::string repeats = task.number("every") == 0 ? "" : ", every " + shownSeconds(task.number("every"));
    if (task.text("state") == "waiting")
        return repeats + ", next " +
               (task.number("next") <= now ? "now" : "in " + shownSeconds(task.number("next") - now));
    return repeats + ", running" + (task.truth("late") ? " past its deadline" : "") +
           (task.truth("stopping") ? ", told to stop" : "");
}

std::string lastRunOf(const base::Json& task, std::int64_t now) {
    if (task.truth("elsewhere")) return "; the last slot was run by another server";
    if (task.number("runs") == 0) return {};
    std::string text = "; last run " + shownSeconds(now - task.number("last")) + " ago, " +
                       std::to_string(task.number("milliseconds")) + " ms; " +
                       counted(static_cast<std::uint64_t>(task.number("runs")), "run") + ", " +
                       counted(static_cast<std::uint64_t>(task.number("errors")), "error");
    if (const std::string& error = task.text("error"); !error.empty()) text += "; failed: " + error;
    return text;
}

} // namespace

std::string shownSeconds(std::int64_t seconds) {
    seconds = std::max<std::int64_t>(0, seconds);
    if (seconds < 120) return std::to_string(seconds) + " s";
    if (seconds < 7200) return std::to_string(seconds / 60) + " min";
    return seconds < 48 * 3600 ? std::to_string(seconds / 3600) + " h" : std::to_string(seconds / (24 * 3600)) + " d";
}

std::string shownTask(const base::Json& task, std::int64_t now) {
    return task.text("plugin") + ' ' + task.text("name") + stateOf(task, now) + lastRunOf(task, now);
}

} // namespace portico::cli
