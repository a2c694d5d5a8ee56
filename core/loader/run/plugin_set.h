// SPDX-License-Identifier: Apache-2.0
// The running plugins of one generation, and the loader's report about all installed plugins. The entry point of this folder,
// in two halves, because the manifests of plugins declare settings:
//
//     Inventory inventory = takeInventory(folders, ::geteuid());       // runs no code
//     declareSettings(inventory, keys);                                // then the host checks the configuration
//     PluginSet set = load(std::move(inventory), preferencesOf(...), libraries, services);
//
// Several sets may live at the same time.
#pragma once

#include "capabilities/registry.h"
#include "loader/run/lifecycle.h"

namespace portico::loader {

class PluginSet {
public:
    // Stops all plugins that still run.
    ~PluginSet();
    PluginSet(PluginSet&&) noexcept = default;
    PluginSet& operator=(PluginSet&&) = delete;

    // False: nothing runs, and report() says why.
    bool ok() const { return report_.faults.empty(); }
    const Report& report() const { return report_; }

    // In start order. Valid until stop.
    const std::vector<std::unique_ptr<Plugin>>& plugins() const { return plugins_; }
    const capabilities::Registry& registry() const { return registry_; }

    // The ids of the running plugins that do not run without this one.
    std::vector<std::string> thatNeed(const std::string& plugin) const;

    // Call when no request uses the set any more: stops in reverse order and destroys. Returns what went wrong, one sentence
    // each.
    std::vector<std::string> stop();

private:
    friend PluginSet load(Inventory, const PluginPreferences&, Libraries&, std::shared_ptr<HostServices>, Until);
    PluginSet(Lifecycle& lifecycle, std::shared_ptr<HostServices> services);
    void addChain(const std::vector<std::string>& members);

    std::shared_ptr<HostServices> services_;
    Report report_;
    std::vector<Wired> wired_;
    std::vector<std::unique_ptr<Plugin>> plugins_;
    capabilities::Registry registry_;
};

// Until::created lets every plugin check its settings but starts none: for checking a configuration, for backups.
PluginSet load(Inventory inventory, const PluginPreferences& preferences, Libraries& libraries,
               std::shared_ptr<HostServices> services, Until until = Until::started);

} // namespace portico::loader
