// SPDX-License-Identifier: Apache-2.0
// What is known about the runs of each task since the server started, by plugin and name, so that it survives reloads. Only data:
// the scheduler guards it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace portico::host {

struct TaskRecord {
    std::int64_t slot = 0;        // that was run or skipped last; 0: none
    std::int64_t began = 0;       // the last run; milliseconds since 1970; 0: none
    std::int64_t length = 0;      // of the last run that ended, in milliseconds
    std::uint64_t runs = 0;       // that have ended
    std::uint64_t errors = 0;     // of these
    std::string error{};          // of the last run; empty if it succeeded
    bool isRunning = false;       // in any generation
    bool wasRunElsewhere = false; // the last slot was left to another server
};

class TaskRecords {
public:
    using OfPlugin = std::map<std::string, TaskRecord, std::less<>>; // by name

    // Of tasks that no longer exist, each plugin keeps the records that were used last.
    static constexpr std::size_t mostEnded = 8;

    // nullptr if the task has never run.
    const TaskRecord* find(std::string_view plugin, std::string_view name) const noexcept;
    TaskRecord& of(const std::string& plugin, const std::string& name) { return all_[plugin][name]; }
    const std::map<std::string, OfPlugin, std::less<>>& all() const noexcept { return all_; }

    // Removes the oldest records of the plugin beyond `mostEnded`, of those for which `isOver` returns true.
    void prune(const std::string& plugin, const std::function<bool(const std::string& name)>& isOver);

private:
    std::map<std::string, OfPlugin, std::less<>> all_; // by plugin
};

} // namespace portico::host
