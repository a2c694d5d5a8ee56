// SPDX-License-Identifier: Apache-2.0
// One plugin and its lifecycle: load -> create -> start -> stop -> destroy. Each step returns what went wrong as complete
// clauses ("start failed: the disk is full") and catches all exceptions of the plugin.
#pragma once

#include "capabilities/metered.h"
#include "capabilities/normalizing_users.h"
#include "loader/run/libraries.h"
#include "loader/run/plugin_host.h"

namespace portico::loader {

class Plugin {
public:
    explicit Plugin(PluginFile file) : file_(std::move(file)) {}
    ~Plugin(); // stops first if the plugin still runs, then destroys
    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;

    const std::string& id() const { return file_.id; }
    const PluginFile& file() const { return file_; }
    const Manifest& manifest() const { return *file_.manifest; }
    bool isStarted() const { return stage_ == Stage::started; }

    // Call each only if the one before returned no problems. After a problem, only the destructor may follow.
    std::vector<std::string> load(Libraries& libraries, HostServices& services);
    std::vector<std::string> create();
    std::vector<std::string> start();
    std::vector<std::string> stop();

    // After create.
    PluginHost& host() { return *host_; }
    portico_provider provider(const std::string& capability) const;
    // The same for use by another plugin: calls are counted for this plugin, and user names may have any spelling.
    portico_provider providerForOthers(const std::string& capability);
    capabilities::PluginStats* stats() const { return stats_; }

private:
    enum class Stage { installed, loaded, created, started };

    template <class Work>
    std::vector<std::string> call(const char* step, Work&& work);
    void destroy() noexcept;

    PluginFile file_;
    std::shared_ptr<const Library> library_;
    HostServices* services_ = nullptr;
    capabilities::PluginStats* stats_ = nullptr;
    std::unique_ptr<PluginHost> host_;
    std::map<std::string, capabilities::Metered, std::less<>> metered_;
    std::optional<capabilities::NormalizingUsers> normalizingUsers_;
    void* self_ = nullptr;
    Stage stage_ = Stage::installed;
};

} // namespace portico::loader
