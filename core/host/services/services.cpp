// SPDX-License-Identifier: Apache-2.0
// What the host offers to the plugins of one generation.
#include "host/services/services.h"

#include "host/process/state_directory.h"
#include "host/services/setting_value.h"

#include <chrono>

namespace portico::host {

namespace {

TaskLimits taskLimits(const config::Settings& settings) {
    return {static_cast<std::size_t>(settings.integer("limits.task_threads")),
            static_cast<std::size_t>(settings.integer("limits.tasks_per_plugin")),
            static_cast<std::size_t>(settings.integer("limits.tasks"))};
}

} // namespace

Services::Services(const config::Settings& settings, ProcessState& processState, unsigned generation)
    : settings_(settings),
      processState_(processState),
      state_(makeState(settings.path("state.directory"))),
      passwords_(processState.hashing.within(hashingLimits(settings))),
      metrics_(processState.metrics),
      tasks_(
          processState.tasks, taskLimits(settings), generation,
          [this](std::string_view plugin) { return statsOf(plugin); },
          [this](std::string_view plugin) { return stateOf(plugin); }) {}

void Services::log(std::string_view plugin, std::int32_t level, std::string_view line) {
    processState_.log.write(level, plugin, line);
}

std::optional<std::string> Services::setting(std::string_view plugin, std::string_view name) {
    return settings_.pluginText("plugins." + std::string(plugin) + "." + std::string(name));
}

Value Services::settingValue(std::string_view plugin, std::string_view name) {
    return host::settingValue(settings_, "plugins." + std::string(plugin) + "." + std::string(name));
}

const void* Services::service(std::string_view plugin, std::string_view id) {
    if (id == PORTICO_PASSWORDS) return passwords_->table();
    if (id == PORTICO_STATE) return stateOf(plugin);
    if (id == PORTICO_TASKS) return tasks_.table(plugin);
    if (id == PORTICO_METRICS) return metrics_.of(plugin).table();
    return nullptr;
}

const portico_state* Services::stateOf(std::string_view plugin) {
    return processState_.values.of(plugin, settings_.size("state.memory")).table();
}

capabilities::PluginStats* Services::stats(std::string_view plugin, std::string_view hash) {
    capabilities::PluginStats& stats = processState_.accounts.of(plugin, hash);
    const MutexLock lock(mutex_);
    stats_.insert_or_assign(std::string(plugin), &stats);
    return &stats;
}

capabilities::PluginStats* Services::statsOf(std::string_view plugin) {
    const MutexLock lock(mutex_);
    const auto found = stats_.find(plugin);
    return found == stats_.end() ? nullptr : found->second;
}

void Services::endTasks(std::string_view plugin) noexcept { tasks_.end(plugin); }

void Services::stepBegins(std::string_view plugin, const char* step) {
    if (processState_.steps != nullptr) processState_.steps->stepBegins(plugin, step);
}

void Services::stepEnded(std::string_view plugin, const char* step) {
    if (processState_.steps != nullptr) processState_.steps->stepEnded(plugin, step);
}

std::int64_t Services::now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::vector<std::filesystem::path> Services::pageDirectories() { return settings_.paths("pages.directories"); }

std::string Services::defaultAccess() { return settings_.string("pages.default_access"); }
std::string Services::publicUrl() {
    std::string url = settings_.string("server.public_url");
    while (url.ends_with('/')) url.pop_back();
    return url;
}

} // namespace portico::host
