// SPDX-License-Identifier: Apache-2.0
// Starts only the plugins that the user and session stores need.
#include "host/generation/stores.h"

#include "host/generation/generation.h"
#include "host/process/refusal.h"
#include "host/services/services.h"
#include "loader/manifest/capability_need.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace portico::host {

namespace {

using Ids = std::set<std::string, std::less<>>;

// Ids of capabilities and of plugins, which differ: only the former have a dot.
bool isWanted(const loader::PluginFile& plugin, const Ids& wanted) {
    return plugin.manifest &&
           (wanted.contains(plugin.id) ||
            std::ranges::any_of(plugin.manifest->provides, [&](const std::string& id) { return wanted.contains(id); }));
}

void wantWhatItNeeds(const loader::Manifest& manifest, Ids& wanted) {
    for (const std::vector<std::string>* needs : {&manifest.needs, &manifest.wants})
        for (const std::string& text : *needs) wanted.insert(loader::readNeed(text).capability);
    for (const loader::NeededPlugin& plugin : manifest.neededPlugins) wanted.insert(plugin.id);
}

// Users, sessions, and transitively what their providers need.
Ids wantedByStores(const std::vector<loader::PluginFile>& plugins) {
    Ids wanted{PORTICO_USERS, PORTICO_SESSIONS};
    for (std::size_t before = 0; before != wanted.size();) {
        before = wanted.size();
        for (const loader::PluginFile& plugin : plugins)
            if (isWanted(plugin, wanted)) wantWhatItNeeds(*plugin.manifest, wanted);
    }
    return wanted;
}

// Disables all other plugins, and ignores the configured providers of other capabilities.
loader::PluginPreferences storePreferences(const Setup& setup) {
    loader::PluginPreferences preferences = preferencesOf(setup);
    const Ids wanted = wantedByStores(setup.inventory.plugins);
    for (const loader::PluginFile& plugin : setup.inventory.plugins)
        if (!isWanted(plugin, wanted)) preferences.disabled.insert(plugin.id);
    preferences.filters.clear();
    std::erase_if(preferences.named, [&](const auto& name) { return wanted.count(name.first) == 0; });
    return preferences;
}

loader::PluginSet startedStores(const Options& options, const std::set<std::string>& without,
                                ProcessState& processState) {
    Setup setup = setUp(options);
    for (loader::PluginFile& plugin : setup.inventory.plugins)
        if (without.contains(plugin.id)) plugin.problems.emplace_back("is left out");
    const loader::PluginPreferences preferences = storePreferences(setup);
    auto services = std::make_shared<Services>(setup.settings, processState);
    return loader::load(std::move(setup.inventory), preferences, processState.libraries, std::move(services));
}

} // namespace

Stores::Stores(const Options& options, const std::set<std::string>& without)
    : log_("warning", false),
      processState_(log_, PORTICO_PURPOSE_COMMAND),
      plugins_(startedStores(options, without, processState_)) {
    if (!plugins_.ok()) throw Refusal(reasonsOf(plugins_.report()));
    const capabilities::Registry& registry = plugins_.registry();
    if (registry.users) users_.emplace(registry.users->provider);
    if (registry.sessions) sessions_.emplace(registry.sessions->provider);
}

Users& Stores::users() {
    if (!users_) throw std::runtime_error("no plugin provides " PORTICO_USERS "; see `portico plugins list`");
    return *users_;
}

Sessions& Stores::sessions() {
    if (!sessions_) throw std::runtime_error("no plugin provides " PORTICO_SESSIONS "; see `portico plugins list`");
    if (const std::string& plugin = plugins_.registry().sessions->plugin; processState_.values.has(plugin))
        throw std::runtime_error(
            plugin + " keeps the sessions in the memory of the server, which this command cannot reach; to end all "
                     "sessions of a user, change the user, for example with `portico user passwd`, or with "
                     "`portico user disable` and then `enable`");
    return *sessions_;
}

void Stores::endSessionsOf(const std::string& userId) {
    if (sessions_) sessions_->endAll(userId);
}

} // namespace portico::host
