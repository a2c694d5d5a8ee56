// SPDX-License-Identifier: Apache-2.0
// What the host offers to the plugins of one generation.
#include "host/services/services.h"

#include "host/process/state_directory.h"

#include <chrono>

namespace portico::host {

Services::Services(const config::Settings& settings, ProcessState& processState)
    : settings_(settings),
      processState_(processState),
      state_(makeState(settings.path("state.directory"))),
      passwords_(processState.hashing.within(hashingLimits(settings))) {}

void Services::log(std::string_view plugin, std::int32_t level, std::string_view line) {
    processState_.log.write(level, plugin, line);
}

std::optional<std::string> Services::setting(std::string_view plugin, std::string_view name) {
    return settings_.pluginText("plugins." + std::string(plugin) + "." + std::string(name));
}

const void* Services::service(std::string_view plugin, std::string_view id) {
    if (id == PORTICO_PASSWORDS) return passwords_->table();
    if (id == PORTICO_STATE) return processState_.values.of(plugin, settings_.size("state.memory")).table();
    return nullptr;
}

capabilities::PluginStats* Services::stats(std::string_view plugin, std::string_view hash) {
    return &processState_.accounts.of(plugin, hash);
}

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
