// SPDX-License-Identifier: Apache-2.0
#include "loader/lifecycle.h"

#include "loader/capability_id.h"

#include <algorithm>

namespace portico::loader {

namespace {

std::vector<Offer> offersOf(const std::vector<PluginFile>& files) {
    std::vector<Offer> offers;
    for (const PluginFile& file : files) {
        Offer offer{.id = file.id, .isRefused = !file.isAcceptable(), .isQuarantined = file.isQuarantined};
        if (file.manifest) {
            offer.provides = file.manifest->provides;
            offer.needs = file.manifest->needs;
        }
        offers.push_back(std::move(offer));
    }
    return offers;
}

} // namespace

Lifecycle::Lifecycle(Inventory inventory, const Wishes& wishes, Libraries& libraries, HostServices& services)
    : inventory_(std::move(inventory)), wishes_(wishes), libraries_(libraries), services_(services) {}

void Lifecycle::run(Until until) {
    plan();
    if (!inventory_.faults.empty()) return; // of an open folder no code is run
    for (const Wired& wired : wiring_.plugins)
        if (!lost_.contains(wired.id)) create(wired.id);
    settle();
    until_ = until;
    if (!report_.faults.empty() || until == Until::created) return;
    for (const std::string& id : order_.start)
        if (!lost_.contains(id)) start(id);
    settle();
}

void Lifecycle::plan() {
    report_.faults = inventory_.faults;
    refuseFiles();
    std::vector<Offer> offers = offersOf(inventory_.plugins);
    for (const Lost& rival : rivals(offers, wishes_)) {
        refuse(rival.id, fileOf(rival.id).file.string() + ": " + rival.why);
        std::ranges::find(offers, rival.id, &Offer::id)->isRefused = true;
    }
    selection_ = select(offers, wishes_);
    report_.idle = selection_.idle;
    std::ranges::for_each(selection_.faults, [&](const std::string& sentence) { fault(sentence); });
    wiring_ = wire(offers, selection_);
    order_ = startOrder(wiring_.plugins);
    for (const std::vector<Lost>* all : {&wiring_.lost, &order_.circular})
        for (const Lost& lost : *all) {
            refuse(lost.id, fileOf(lost.id).file.string() + ": " + lost.why);
            lost_.insert(lost.id);
        }
    settle();
}

void Lifecycle::refuseFiles() {
    for (const PluginFile& plugin : inventory_.plugins)
        if (!wishes_.disabled.contains(plugin.id))
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

// What the losses so far mean for the rest: what needs a lost plugin is lost, too. Only a plugin that the configuration names keeps
// the server from starting.
void Lifecycle::settle() {
    for (const Lost& dependent : dependents(wiring_.plugins, lost_)) {
        refuse(dependent.id, dependent.id + ": " + dependent.why);
        lost_.insert(dependent.id);
        plugins_.erase(dependent.id);
    }
    for (const auto& [capability, named] : wishes_.named)
        if (lost_.contains(named.plugin))
            fault((named.place.empty() ? "" : named.place + ": ") + configurationKey(capability).value_or(capability) +
                  " names \"" + named.plugin + "\", which was refused; mend it or name another plugin");
}

void Lifecycle::lose(const Plugin& plugin, const std::vector<std::string>& problems) {
    for (const std::string& problem : problems) refuse(plugin.id(), plugin.id() + ": " + problem);
    lost_.insert(plugin.id());
}

void Lifecycle::create(const std::string& id) {
    auto plugin = std::make_unique<Plugin>(fileOf(id));
    auto problems = plugin->load(libraries_, services_);
    if (problems.empty()) problems = plugin->create();
    if (problems.empty())
        plugins_.emplace(id, std::move(plugin));
    else
        lose(*plugin, problems);
}

// One that needs a plugin that was lost is left alone: settle refuses it.
void Lifecycle::start(const std::string& id) {
    Plugin& plugin = *plugins_.at(id);
    const auto wired = std::ranges::find(wiring_.plugins, id, &Wired::id);
    for (const Need& need : wired->needs) {
        const auto provider = plugins_.find(need.provider);
        if (provider == plugins_.end() || !provider->second->isStarted()) return;
        plugin.host().provide(need.capability, provider->second->providerForOthers(need.capability));
    }
    const auto problems = plugin.start();
    if (problems.empty()) return;
    lose(plugin, problems);
    plugins_.erase(id);
}

std::vector<std::unique_ptr<Plugin>> Lifecycle::takePlugins() {
    std::vector<std::unique_ptr<Plugin>> running;
    for (const std::string& id : order_.start)
        if (const auto found = plugins_.find(id);
            found != plugins_.end() && (until_ == Until::created || found->second->isStarted()))
            running.push_back(std::move(found->second));
    plugins_.clear(); // what was only created
    if (!report_.faults.empty()) stopAll(running);
    return running;
}

bool Lifecycle::isProvider(const std::string& plugin, const std::string& capability) const {
    if (isShared(capability)) return true;
    const auto found = selection_.providers.find(capability);
    return found != selection_.providers.end() && found->second == plugin;
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
