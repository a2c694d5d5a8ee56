// SPDX-License-Identifier: Apache-2.0
// What the host offers to plugins. The host layer implements it; plugin_host turns it into the C table of portico/abi/host.h, one per
// plugin. Every function may be called on any thread while a PluginSet is being loaded or exists.
#pragma once

#include "capabilities/misuse.h"
#include "capabilities/plugin_stats.h"

#include <portico/value.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::loader {

class HostServices {
public:
    virtual ~HostServices() = default;

    // `level`: PORTICO_LOG_DEBUG to PORTICO_LOG_ERROR.
    virtual void log(std::string_view plugin, std::int32_t level, std::string_view line) = 0;

    // A setting that the plugin's manifest declares, in the form of portico_host.setting
    // (config::Settings::pluginText), unless it is a table or a list of tables. Called once per setting, before the plugin's
    // create.
    virtual std::optional<std::string> setting(std::string_view plugin, std::string_view name) = 0;

    // The same for every type, in the form of portico_host.setting_value.
    virtual Value settingValue(std::string_view plugin, std::string_view name) = 0;

    // The table of a host service, or nullptr.
    virtual const void* service(std::string_view plugin, std::string_view id) = 0;

    // Milliseconds since 1970-01-01 UTC.
    virtual std::int64_t now() = 0;

    // The folder that contains the plugins' state folders. Absolute; must exist.
    virtual std::filesystem::path stateRoot() = 0;

    // The statistics in which calls into this plugin file are counted; nullptr: not counted.
    virtual capabilities::PluginStats* stats(std::string_view, std::string_view /*hash*/) { return nullptr; }

    // Called before and after each lifecycle step: "load", "create", "start", "stop", "destroy".
    virtual void stepBegins(std::string_view, const char*) {}
    virtual void stepEnded(std::string_view, const char*) {}

    // PORTICO_PURPOSE_...
    virtual std::uint64_t purpose() = 0;

    // server.public_url, without a slash at its end; may be empty.
    virtual std::string publicUrl() = 0;

    // Where checked tables are kept, if calls of plugins are checked; nullptr: they are not.
    virtual capabilities::KeptTables* checks() { return nullptr; }

    // Highest precedence first. Absolute.
    virtual std::vector<std::filesystem::path> pageDirectories() = 0;

    // The guard of pages that declare none.
    virtual std::string defaultAccess() = 0;

    // Called before `stop` and before `destroy`: ends what the host runs for this plugin outside of requests, and waits for it.
    virtual void endTasks(std::string_view) noexcept {}

protected:
    HostServices() = default;
    HostServices(const HostServices&) = default;
    HostServices& operator=(const HostServices&) = default;
};

} // namespace portico::loader
