// SPDX-License-Identifier: Apache-2.0
// What the host gives to plugins. The host layer implements it; plugin_host turns it into the C table of abi.h, one for each
// plugin. Every function may be called from any thread, from the loading of a PluginSet to its end.
#pragma once

#include "capabilities/plugin_stats.h"

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
    // (config::Settings::pluginText). Asked once for each plugin, before its create.
    virtual std::optional<std::string> setting(std::string_view plugin, std::string_view name) = 0;

    // The table of a service of the host, or nullptr.
    virtual const void* service(std::string_view plugin, std::string_view id) = 0;

    // Milliseconds since 1970-01-01 UTC.
    virtual std::int64_t now() = 0;

    // The folder in which every plugin that asks for it gets a folder of its own. It exists. Absolute.
    virtual std::filesystem::path stateRoot() = 0;

    // Where the calls into this file of a plugin are counted; nullptr: nowhere.
    virtual capabilities::PluginStats* stats(std::string_view, std::string_view /*hash*/) { return nullptr; }

    // Around each step of a plugin's life: "load", "create", "start", "stop", "destroy".
    virtual void stepBegins(std::string_view, const char*) {}
    virtual void stepEnded(std::string_view, const char*) {}

    // Highest first. Absolute.
    virtual std::vector<std::filesystem::path> pageDirectories() = 0;

    // Who may see a page that does not say.
    virtual std::string defaultAccess() = 0;

protected:
    HostServices() = default;
    HostServices(const HostServices&) = default;
    HostServices& operator=(const HostServices&) = default;
};

} // namespace portico::loader
