// SPDX-License-Identifier: Apache-2.0
// From inspected files to running plugins: select, wire, order, load, create, start. Continues after a fault as long as this
// can find new faults, so that all are reported at once; runs code only of plugins without known problems. After a fault
// nothing is left running. Used by PluginSet only.
#pragma once

#include "loader/plan/inventory.h"
#include "loader/plan/order.h"
#include "loader/plan/report.h"
#include "loader/run/plugin.h"

namespace portico::loader {

enum class Until {
    created, // finds all faults that can be found without starting anything
    started,
};

class Lifecycle {
public:
    Lifecycle(Inventory inventory, const PluginPreferences& preferences, Libraries& libraries, HostServices& services);

    void run(Until until);

    Report takeReport() { return std::move(report_); }
    // The plugins that reached the requested step, in start order. Empty if there is a fault.
    std::vector<std::unique_ptr<Plugin>> takePlugins();
    std::vector<Wired> takeWired() { return std::move(wiring_.plugins); } // call last
    bool isProvider(const std::string& plugin, const std::string& capability) const;
    // The members of the chain that provides it; nullptr if there is none.
    const std::vector<std::string>* chain(const std::string& capability) const;

private:
    using Ids = std::set<std::string, std::less<>>;

    void plan();
    void refuse(const std::string& id, const std::string& sentence);
    void refuseFiles();
    void fault(std::string sentence);
    void propagateFailures();
    void create(const std::string& id);
    bool provideNeeds(Plugin& plugin);
    void start(const std::string& id);
    void markUnusable(const Plugin& plugin, const std::vector<std::string>& problems);
    PluginFile& fileOf(const std::string& id);

    Inventory inventory_;
    const PluginPreferences& preferences_;
    Libraries& libraries_;
    HostServices& services_;
    Until until_ = Until::started;
    Report report_;
    Selection selection_;
    Wiring wiring_;
    Order order_;
    Ids unusable_; // refused after they were selected
    std::map<std::string, std::unique_ptr<Plugin>, std::less<>> plugins_;
};

// Stops in reverse order and destroys. Returns what went wrong, one sentence each.
std::vector<std::string> stopAll(std::vector<std::unique_ptr<Plugin>>& plugins);

} // namespace portico::loader
