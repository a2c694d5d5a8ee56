// SPDX-License-Identifier: Apache-2.0
// What the host offers to the plugins of one generation: their settings, the log, the clock, folders, password hashing, tasks
// and metrics.
#pragma once

#include "config/settings.h"
#include "host/services/metrics_service.h"
#include "host/services/process_state.h"
#include "host/tasks/task_set.h"
#include "loader/run/host_services.h"

namespace portico::host {

class Services final : public loader::HostServices {
public:
    // Creates the state directory if it is missing. Throws std::runtime_error with its path and a remedy.
    // `generation`: its number; 0 outside of the server.
    Services(const config::Settings& settings, ProcessState& processState, unsigned generation = 0);

    const TaskSet& tasks() const noexcept { return tasks_; }

    void log(std::string_view plugin, std::int32_t level, std::string_view line) override;
    std::optional<std::string> setting(std::string_view plugin, std::string_view name) override;
    Value settingValue(std::string_view plugin, std::string_view name) override;
    const void* service(std::string_view plugin, std::string_view id) override;
    capabilities::PluginStats* stats(std::string_view plugin, std::string_view hash) override;
    void endTasks(std::string_view plugin) noexcept override;
    void stepBegins(std::string_view plugin, const char* step) override;
    void stepEnded(std::string_view plugin, const char* step) override;
    std::int64_t now() override;
    std::filesystem::path stateRoot() override { return state_; }
    std::vector<std::filesystem::path> pageDirectories() override;
    std::string defaultAccess() override;
    std::uint64_t purpose() override { return processState_.purpose; }
    std::string publicUrl() override;
    capabilities::KeptTables* checks() override { return processState_.checks.get(); }

private:
    const portico_state* stateOf(std::string_view plugin);
    capabilities::PluginStats* statsOf(std::string_view plugin);

    const config::Settings settings_;
    ProcessState& processState_;
    const std::filesystem::path state_;
    const std::shared_ptr<const PasswordsService> passwords_;
    Mutex mutex_;
    std::map<std::string, capabilities::PluginStats*, std::less<>> stats_ PORTICO_GUARDED_BY(mutex_); // by plugin
    MetricsServices metrics_; // outlives the tasks, which count
    TaskSet tasks_;
};

} // namespace portico::host
