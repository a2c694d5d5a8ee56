// SPDX-License-Identifier: Apache-2.0
// One plugin and where it is in its life: load -> create -> start -> stop -> destroy. Each step says what went wrong as
// whole clauses ("start failed: the disk is full"), and no exception of the plugin gets past it.
#pragma once

#include "capabilities/metered.h"
#include "capabilities/normalizing_users.h"
#include "loader/run/libraries.h"
#include "loader/run/plugin_host.h"

namespace portico::loader {

class Plugin {
public:
    explicit Plugin(PluginFile file) : file_(std::move(file)) {}
    ~Plugin(); // destroys, and stops first if nobody did
    Plugin(const Plugin&) = delete;
    Plugin& operator=(const Plugin&) = delete;

    const std::string& id() const { return file_.id; }
    const PluginFile& file() const { return file_; }
    const Manifest& manifest() const { return *file_.manifest; }
    bool isStarted() const { return stage_ == Stage::started; }

    // Each only after the one before it has brought no problems. After a problem only the destructor follows.
    std::vector<std::string> load(Libraries& libraries, HostServices& services);
    std::vector<std::string> create();
    std::vector<std::string> start();
    std::vector<std::string> stop();

    // After create.
    PluginHost& host() { return *host_; }
    portico_provider provider(const std::string& capability) const;
    // The same for another plugin: each call is counted as this one's, and names of users come in every spelling.
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
