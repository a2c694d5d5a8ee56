// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/wiring.h"

#include "loader/manifest/capability_id.h"

#include <algorithm>

namespace portico::loader {

namespace {

// Why this need is not met, and what to do.
std::string unmet(const std::string& id, const std::string& capability, std::span<const Candidate> offered,
                  const Selection& selection) {
    const std::string start = "needs " + capability + ", which ";
    const auto idle = std::ranges::find_if(selection.idle, [&](const UnusedPlugin& one) {
        const auto candidate = std::ranges::find(offered, one.id, &Candidate::id);
        return candidate != offered.end() && !candidate->isRefused && candidate->isProvider(capability);
    });
    if (idle == selection.idle.end())
        return start + "no installed plugin provides; install one that does, or add \"" + id + "\" to plugins.disabled";
    const auto key = configurationKey(capability);
    return start + idle->id + " could provide, but it " + idle->why + "; " +
           (key ? "write " + *key + " = \"" + idle->id + "\" and enable it" : "enable it") + ", or add \"" + id +
           "\" to plugins.disabled";
}

const Candidate* refusedProvider(std::span<const Candidate> offered, const Selection& selection,
                                 std::string_view capability) {
    const auto found = std::ranges::find_if(offered, [&](const Candidate& candidate) {
        return candidate.isRefused && candidate.isProvider(capability) &&
               std::ranges::find(selection.idle, candidate.id, &UnusedPlugin::id) == selection.idle.end();
    });
    return found == offered.end() ? nullptr : &*found;
}

} // namespace

Wiring wire(std::span<const Candidate> offered, const Selection& selection) {
    Wiring wiring;
    for (const std::string& id : selection.used) {
        const Candidate& candidate = *std::ranges::find(offered, id, &Candidate::id);
        Wired wired{id};
        const std::size_t before = wiring.lost.size();
        for (const std::string& capability : candidate.needs) {
            const auto provider = selection.providers.find(capability);
            if (provider != selection.providers.end())
                wired.needs.push_back({capability, provider->second});
            else if (selection.unsettled.contains(capability))
                continue; // already a fault; still report the other problems of this plugin
            else if (const Candidate* refused = refusedProvider(offered, selection, capability))
                wiring.lost.push_back(
                    {id, "needs " + capability + " of " + refused->id + ", which was refused; fix that plugin"});
            else
                wiring.lost.push_back({id, unmet(id, capability, offered, selection)});
        }
        if (wiring.lost.size() == before) wiring.plugins.push_back(std::move(wired));
    }
    return wiring;
}

std::vector<UnusablePlugin> dependents(std::span<const Wired> plugins, const std::set<std::string, std::less<>>& lost) {
    std::vector<UnusablePlugin> found;
    std::set<std::string, std::less<>> gone = lost;
    for (bool grows = true; grows;) {
        grows = false;
        for (const Wired& plugin : plugins) {
            if (gone.contains(plugin.id)) continue;
            const auto need =
                std::ranges::find_if(plugin.needs, [&](const Need& one) { return gone.contains(one.provider); });
            if (need == plugin.needs.end()) continue;
            found.push_back({plugin.id, "needs " + need->capability + " of " + need->provider + ", which " +
                                            (lost.contains(need->provider) ? "was refused" : "cannot run") +
                                            "; fix that plugin"});
            grows = gone.insert(plugin.id).second;
        }
    }
    return found;
}

} // namespace portico::loader
