// SPDX-License-Identifier: Apache-2.0
#include "loader/run/plugin_set.h"

#include <portico/error.hpp>

#include <algorithm>

namespace portico::loader {

PluginSet::PluginSet(Lifecycle& lifecycle, std::shared_ptr<HostServices> services) : services_(std::move(services)) {
    plugins_ = lifecycle.takePlugins();
    report_ = lifecycle.takeReport();
    wired_ = lifecycle.takeWired();
    for (const auto& plugin : plugins_)
        for (const std::string& capability : plugin->manifest().provides)
            if (lifecycle.isProvider(plugin->id(), capability))
                registry_.add(capability, {plugin->id(), plugin->provider(capability), plugin->stats()});
    if (const auto* members = lifecycle.chain(PORTICO_AUTH)) addChain(*members);
}

// All members or none.
void PluginSet::addChain(const std::vector<std::string>& members) {
    std::vector<capabilities::Provided> chain;
    for (const std::string& id : members) {
        const auto plugin =
            std::ranges::find_if(plugins_, [&](const std::unique_ptr<Plugin>& one) { return one->id() == id; });
        if (plugin == plugins_.end()) return;
        chain.push_back({id, (*plugin)->provider(PORTICO_AUTH), (*plugin)->stats()});
    }
    registry_.auth = std::move(chain);
}

PluginSet::~PluginSet() {
    exceptionBarrier(nullptr, [&] {
        for (const std::string& sentence : stop()) services_->log({}, PORTICO_LOG_ERROR, sentence);
        return PORTICO_OK;
    });
}

std::vector<std::string> PluginSet::thatNeed(const std::string& plugin) const {
    std::vector<std::string> ids;
    for (const auto& one : plugins_) {
        const auto wired = std::ranges::find(wired_, one->id(), &Wired::id);
        if (wired != wired_.end() && std::ranges::any_of(wired->needs, [&](const Need& need) {
                return !need.isOptional && need.provider == plugin && one->id() != plugin;
            }))
            ids.push_back(one->id());
    }
    return ids;
}

std::vector<std::string> PluginSet::stop() {
    registry_ = {};
    return stopAll(plugins_);
}

PluginSet load(Inventory inventory, const PluginPreferences& preferences, Libraries& libraries,
               std::shared_ptr<HostServices> services, Until until) {
    Lifecycle lifecycle(std::move(inventory), preferences, libraries, *services);
    lifecycle.run(until);
    return PluginSet(lifecycle, std::move(services));
}

} // namespace portico::loader
