// SPDX-License-Identifier: Apache-2.0
// The host's table (portico/abi/host.h) for one plugin: what HostServices offers, limited to what the manifest declares.
// Lets no exception escape. Must outlive the plugin's destroy and must not move.
#pragma once

#include "base/mutex.h"
#include "loader/manifest/manifest.h"
#include "loader/run/checked_host.h"
#include "loader/run/host_services.h"

#include <portico/abi.h>

#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace portico::loader {

// A setting in both forms. Does not move: the tree points into itself.
struct SettingOfPlugin {
    SettingOfPlugin(std::optional<std::string> its, Value given)
        : text(std::move(its)), value(std::move(given)), borrowed(value) {}

    const std::optional<std::string> text; // none for a table and a list of tables
    const Value value;
    const BorrowedValue borrowed;
};

class PluginHost {
public:
    // Throws if a declared setting has no value: the configuration was not checked with this manifest.
    PluginHost(const Manifest& manifest, HostServices& services);
    ~PluginHost() { reach(CheckedHost::Stage::destroyed); }
    PluginHost(const PluginHost&) = delete;
    PluginHost& operator=(const PluginHost&) = delete;

    const portico_host* table() const { return checked_ ? checked_->table() : &table_; }

    // Says what has happened to the plugin. From `started` on, a capability without a provider is missing for good.
    void reach(CheckedHost::Stage stage) noexcept {
        hasStarted_ = hasStarted_ || stage == CheckedHost::Stage::started;
        if (checked_) checked_->reach(stage);
    }

    // From now on the plugin gets this provider for the capability, as its manifest lists it. Not while the plugin runs.
    void provide(const std::string& capability, portico_provider provider) { providers_[capability] = provider; }

    // What went wrong in a call that cannot return an error; empty if nothing did.
    std::string failure() const;

private:
    static PluginHost& of(const portico_host* host) { return *static_cast<PluginHost*>(host->ctx); }
    static void log(const portico_host* host, std::int32_t level, portico_str line) noexcept;
    static portico_status setting(const portico_host* host, portico_str name, portico_str* value) noexcept;
    static portico_status settingValue(const portico_host* host, portico_str name, portico_value* value) noexcept;
    static portico_status capability(const portico_host* host, const char* id, portico_provider* provider) noexcept;
    static const void* service(const portico_host* host, const char* id) noexcept;
    static std::int64_t now(const portico_host* host) noexcept;
    static portico_str stateDirectory(const portico_host* host) noexcept;
    static portico_str pageDirectories(const portico_host* host) noexcept;
    static portico_str defaultAccess(const portico_host* host) noexcept;

    const std::string id_;
    const std::vector<std::string> needs_; // and wants
    HostServices& services_;
    std::map<std::string, SettingOfPlugin, std::less<>> settings_;
    std::map<std::string, portico_provider, std::less<>> providers_;
    std::string stateDirectory_;
    std::string pageDirectories_;
    std::string defaultAccess_;
    std::string publicUrl_;
    std::atomic<bool> hasStarted_{false};
    std::once_flag stateMade_;
    mutable Mutex failureMutex_;
    std::string failure_ PORTICO_GUARDED_BY(failureMutex_);
    portico_host table_;
    std::shared_ptr<CheckedHost> checked_; // a plugin may hold it for longer than this object exists
};

} // namespace portico::loader
