// SPDX-License-Identifier: Apache-2.0
#include "loader/run/lifecycle.h"

#include "loader/manifest/capability_id.h"
#include "loader/manifest/capability_need.h"

#include <algorithm>

namespace portico::loader {

namespace {

std::vector<Candidate> candidatesOf(const std::vector<PluginFile>& files) {
    std::vector<Candidate> offered;
    for (const PluginFile& file : files) {
        Candidate candidate{.id = file.id, .isRefused = !file.isAcceptable(), .isQuarantined = file.isQuarantined};
        if (file.manifest) {
            candidate.provides = file.manifest->provides;
            candidate.needs = file.manifest->needs;
            candidate.wants = file.manifest->wants;
            candidate.neededPlugins = file.manifest->neededPlugins;
            candidate.version = file.manifest->version;
        }
        offered.push_back(std::move(candidate));
    }
    return offered;
}

} // namespace

Lifecycle::Lifecycle(Inventory inventory, const PluginPreferences& preferences, Libraries& libraries,
                     HostServices& services)
    : inventory_(std::move(inventory)), preferences_(preferences), libraries_(libraries), services_(services) {}

void Lifecycle::run(Until until) {
    plan();
    if (!inventory_.faults.empty()) return; // no code from an untrusted folder may run
    for (const Wired& wired : wiring_.plugins)
        if (!unusable_.contains(wired.id)) create(wired.id);
    propagateFailures();
    until_ = until;
    if (!report_.faults.empty() || until == Until::created) return;
    for (const std::string& id : order_.start)
        if (!unusable_.contains(id)) start(id);
    propagateFailures();
}

void Lifecycle::plan() {
    report_.faults = inventory_.faults;
    refuseFiles();
    std::vector<Candidate> offered = candidatesOf(inventory_.plugins);
    for (const UnusablePlugin& rival : conflictingProviders(offered, preferences_)) {
        refuse(rival.id, fileOf(rival.id).file.string() + ": " + rival.why);
        std::ranges::find(offered, rival.id, &Candidate::id)->isRefused = true;
    }
    selection_ = select(offered, preferences_);
    report_.idle = selection_.idle;
    std::ranges::for_each(selection_.faults, [&](const std::string& sentence) { fault(sentence); });
    wiring_ = wire(offered, selection_);
    order_ = startOrder(wiring_.plugins);
    for (const std::vector<UnusablePlugin>* all : {&wiring_.lost, &order_.circular})
        for (const UnusablePlugin& lost : *all) {
            refuse(lost.id, fileOf(lost.id).file.string() + ": " + lost.why);
            unusable_.insert(lost.id);
        }
    propagateFailures();
}

void Lifecycle::refuseFiles() {
    for (const PluginFile& plugin : inventory_.plugins)
        if (!preferences_.disabled.contains(plugin.id))
            for (const std::string& problem : plugin.problems) refuse(plugin.id, plugin.file.string() + ": " + problem);
}

void Lifecycle::refuse(const std::string& id, const std::string& sentence) {
    const PluginFile& file = fileOf(id);
    report_.refused.push_back({id, file.file, file.hash, sentence});
}

void Lifecycle::fault(std::string sentence) {
    if (std::ranges::find(report_.faults, sentence) == report_.faults.end())
        report_.faults.push_back(std::move(sentence));
}

// Refuses the plugins that need an unusable one. Only an unusable plugin that the configuration names prevents the server from
// starting.
void Lifecycle::propagateFailures() {
    for (const UnusablePlugin& dependent : dependents(wiring_.plugins, unusable_)) {
        refuse(dependent.id, dependent.id + ": " + dependent.why);
        unusable_.insert(dependent.id);
        plugins_.erase(dependent.id);
    }
    for (const auto& [capability, named] : preferences_.named)
        for (const std::string& id : named.all())
            if (unusable_.contains(id))
                fault((named.place.empty() ? "" : named.place + ": ") +
                      configurationKey(capability).value_or(capability) + " names \"" + id +
                      "\", which was refused; fix it or name another plugin");
    for (const NamedProvider& filter : preferences_.filters)
        if (unusable_.contains(filter.plugin))
            fault((filter.place.empty() ? "" : filter.place + ": ") + "capabilities.filters names \"" + filter.plugin +
                  "\", which was refused; fix it or remove it from the list");
}

void Lifecycle::markUnusable(const Plugin& plugin, const std::vector<std::string>& problems) {
    for (const std::string& problem : problems) refuse(plugin.id(), plugin.id() + ": " + problem);
    unusable_.insert(plugin.id());
}

void Lifecycle::create(const std::string& id) {
    auto plugin = std::make_unique<Plugin>(fileOf(id));
    auto problems = plugin->load(libraries_, services_);
    if (problems.empty()) problems = plugin->create();
    if (problems.empty())
        plugins_.emplace(id, std::move(plugin));
    else
        markUnusable(*plugin, problems);
}

// False if a needed plugin does not run.
bool Lifecycle::provideNeeds(Plugin& plugin) {
    for (const Need& need : std::ranges::find(wiring_.plugins, plugin.id(), &Wired::id)->needs) {
        const auto provider = plugins_.find(need.provider);
        const bool runs = provider != plugins_.end() && provider->second->isStarted();
        if (!runs && !need.isOptional) return false;
        if (!runs || need.capability.empty()) continue;
        plugin.host().provide(need.capability,
                              provider->second->providerForOthers(readNeed(need.capability).capability));
    }
    return true;
}

// Does nothing if a needed plugin does not run: propagateFailures refuses this one.
void Lifecycle::start(const std::string& id) {
    Plugin& plugin = *plugins_.at(id);
    if (!provideNeeds(plugin)) return;
    const auto problems = plugin.start();
    if (problems.empty()) return;
    markUnusable(plugin, problems);
    plugins_.erase(id);
}

std::vector<std::unique_ptr<Plugin>> Lifecycle::takePlugins() {
    std::vector<std::unique_ptr<Plugin>> running;
    for (const std::string& id : order_.start)
        if (const auto found = plugins_.find(id);
            found != plugins_.end() && (until_ == Until::created || found->second->isStarted()))
            running.push_back(std::move(found->second));
    plugins_.clear(); // plugins that were only created
    if (!report_.faults.empty()) stopAll(running);
    return running;
}

bool Lifecycle::isProvider(const std::string& plugin, const std::string& capability) const {
    // The data of an inner plugin belongs in backups; its routes and the like would serve what was not chosen.
    if (isShared(capability)) return capability == PORTICO_BACKUP || !selection_.inner.contains(plugin);
    const auto found = selection_.providers.find(capability);
    return found != selection_.providers.end() && found->second == plugin;
}

const std::vector<std::string>* Lifecycle::chain(const std::string& capability) const {
    const auto found = selection_.chains.find(capability);
    return found == selection_.chains.end() ? nullptr : &found->second;
}

PluginFile& Lifecycle::fileOf(const std::string& id) {
    return *std::ranges::find(inventory_.plugins, id, &PluginFile::id);
}

std::vector<std::string> stopAll(std::vector<std::unique_ptr<Plugin>>& plugins) {
    std::vector<std::string> sentences;
    for (auto plugin = plugins.rbegin(); plugin != plugins.rend(); ++plugin)
        for (const std::string& problem : (*plugin)->stop()) sentences.push_back((*plugin)->id() + ": " + problem);
    while (!plugins.empty()) plugins.pop_back();
    return sentences;
}

} // namespace portico::loader
