// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/selection.h"

#include "loader/manifest/capability_id.h"
#include "loader/manifest/capability_need.h"

#include <algorithm>

namespace portico::loader {

namespace {

using Candidates = std::vector<const Candidate*>;

std::string joined(const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + id;
    return text;
}

std::string joined(const Candidates& candidates) {
    std::vector<std::string> ids;
    for (const Candidate* candidate : candidates) ids.push_back(candidate->id);
    return joined(ids);
}

class Choice {
public:
    Choice(std::span<const Candidate> offered, const PluginPreferences& preferences)
        : candidates_(offered), preferences_(preferences) {}

    Selection make() {
        for (const auto& [capability, named] : preferences_.named) takeNamed(capability, named);
        for (const NamedProvider& filter : preferences_.filters) checkFilter(filter);
        for (const std::string& capability : exclusiveCapabilities())
            if (!preferences_.named.contains(capability)) takeOnly(capability);
        for (const Candidate& candidate : candidates_) sort(candidate);
        for (std::size_t i = 0; i < result_.used.size(); ++i) useInnerOf(result_.used[i]);
        std::ranges::sort(result_.used);
        return std::move(result_);
    }

    std::vector<UnusablePlugin> conflictingProviders() const {
        std::vector<UnusablePlugin> lost;
        for (const std::string& capability : exclusiveCapabilities()) {
            const Candidates all = configurationKey(capability) ? Candidates() : undecided(capability);
            if (all.size() < 2) continue;
            for (const Candidate* candidate : all)
                lost.push_back({candidate->id, "is left out: " + capability + " is provided by " + joined(all) +
                                                   "; add all but one to plugins.disabled"});
        }
        return lost;
    }

private:
    bool isUsable(const Candidate& candidate) const {
        return !candidate.isRefused && !preferences_.disabled.contains(candidate.id);
    }

    Candidates candidates(std::string_view capability) const {
        Candidates found;
        for (const Candidate& candidate : candidates_)
            if (isUsable(candidate) && candidate.isProvider(capability)) found.push_back(&candidate);
        return found;
    }

    std::set<std::string> exclusiveCapabilities() const {
        std::set<std::string> all;
        for (const Candidate& candidate : candidates_)
            for (const std::string& capability : candidate.provides)
                if (isUsable(candidate) && !isShared(capability)) all.insert(capability);
        return all;
    }

    bool isFilter(const Candidate& candidate) const {
        return std::ranges::find(preferences_.filters, candidate.id, &NamedProvider::plugin) !=
               preferences_.filters.end();
    }

    bool isNamed(const Candidate& candidate) const {
        return isFilter(candidate) || std::ranges::any_of(preferences_.named, [&](const auto& entry) {
                   return entry.second.names(candidate.id);
               });
    }

    // The capability of `candidate` that the configuration gave to another plugin; nullptr if there is none.
    const std::string* passedOverFor(const Candidate& candidate) const {
        if (isNamed(candidate)) return nullptr;
        const auto lost = std::ranges::find_if(
            candidate.provides, [&](const std::string& capability) { return preferences_.named.contains(capability); });
        return lost == candidate.provides.end() ? nullptr : &*lost;
    }

    void fault(const std::string& capability, std::string sentence) {
        result_.unsettled.insert(capability);
        result_.faults.push_back(std::move(sentence));
    }

    // Why a plugin that the configuration names cannot provide the capability, as a clause; empty if it can.
    std::string objection(const std::string& capability, const NamedProvider& named) const {
        const auto candidate = std::ranges::find(candidates_, named.plugin, &Candidate::id);
        if (candidate == candidates_.end()) return "is not installed; " + alternatives(capability);
        if (preferences_.disabled.contains(named.plugin))
            return preferences_.whyDisabled(named.plugin) + "; enable it or name another plugin";
        if (candidate->isQuarantined) return {};
        if (candidate->isRefused) return "was refused; fix it or name another plugin";
        if (candidate->isProvider(capability)) return {};
        return "does not provide " + capability + "; " + alternatives(capability);
    }

    static std::string sentence(const std::string& key, const NamedProvider& named, const std::string& clause) {
        return (named.place.empty() ? "" : named.place + ": ") + key + " names \"" + named.plugin + "\", which " +
               clause;
    }

    // A chain is complete, or it does not exist.
    void takeNamed(const std::string& capability, const NamedProvider& named) {
        bool isComplete = true;
        for (const std::string& id : named.all()) isComplete = checkNamed(capability, named, id) && isComplete;
        if (isComplete && named.isChain())
            result_.chains[capability] = named.all();
        else if (isComplete)
            result_.providers[capability] = named.plugin;
    }

    // Whether the plugin can be used for the capability. Otherwise there is a fault, unless the plugin is quarantined.
    bool checkNamed(const std::string& capability, const NamedProvider& named, const std::string& id) {
        const std::vector<std::string> ids = named.all();
        const bool isTwice = std::ranges::count(ids, id) > 1; // it would find two credentials in every request
        const NamedProvider one{id, named.place};
        const std::string why = isTwice ? "is in the list twice; remove one of the two" : objection(capability, one);
        if (why.empty()) return !std::ranges::find(candidates_, id, &Candidate::id)->isQuarantined;
        const std::string said = sentence(configurationKey(capability).value_or(capability), one, why);
        if (std::ranges::find(result_.faults, said) == result_.faults.end()) fault(capability, said);
        return false;
    }

    // A quarantined filter is no fault here: the site starts, and answers 503 until the administrator decides.
    void checkFilter(const NamedProvider& filter) {
        const bool isTwice = std::ranges::count(preferences_.filters, filter.plugin, &NamedProvider::plugin) > 1;
        const std::string why = isTwice ? "is there twice; remove one of them" : objection(filterCapability(), filter);
        const std::string said = sentence("capabilities.filters", filter, why);
        if (!why.empty() && std::ranges::find(result_.faults, said) == result_.faults.end())
            result_.faults.push_back(said);
    }

    std::string alternatives(const std::string& capability) const {
        const Candidates found = candidates(capability);
        return found.empty() ? "no installed plugin provides " + capability + ", so install one"
                             : "installed providers are " + joined(found);
    }

    // The candidates among which the configuration does not decide.
    Candidates undecided(const std::string& capability) const {
        Candidates left = candidates(capability);
        if (std::ranges::any_of(left, [&](const Candidate* candidate) { return isNamed(*candidate); }))
            std::erase_if(left, [&](const Candidate* candidate) { return !isNamed(*candidate); });
        else
            std::erase_if(left, [&](const Candidate* candidate) { return passedOverFor(*candidate) != nullptr; });
        return configurationKey(capability) ? left : outermost(std::move(left), capability);
    }

    static bool needsOrWants(const Candidate& outer, const std::string& text) {
        return std::ranges::find(outer.needs, text) != outer.needs.end() ||
               std::ranges::find(outer.wants, text) != outer.wants.end();
    }

    // Without those that another plugin needs by name, if there are several.
    Candidates outermost(Candidates all, const std::string& capability) const {
        const auto isInner = [&](const Candidate* inner) {
            return std::ranges::any_of(candidates_, [&](const Candidate& one) {
                return isUsable(one) && needsOrWants(one, capability + '@' + inner->id);
            });
        };
        if (all.size() > 1) std::erase_if(all, isInner);
        return all;
    }

    void takeOnly(const std::string& capability) {
        const Candidates left = undecided(capability);
        if (left.size() == 1) result_.providers[capability] = left.front()->id;
        if (left.size() < 2 || mayBeLeftOpen(capability)) return;
        fault(capability, capability + " is provided by " + joined(left) + "; name one of them in " +
                              configurationKey(capability).value_or(capability));
    }

    // Nobody would notice the choice.
    bool mayBeLeftOpen(const std::string& capability) const {
        return isOnlyForPlugins(capability) && std::ranges::none_of(candidates_, [&](const Candidate& candidate) {
                   return isUsable(candidate) && needsOrWants(candidate, capability);
               });
    }

    void sort(const Candidate& candidate) {
        if (candidate.isRefused && !preferences_.disabled.contains(candidate.id)) return;
        if (std::string why = reasonToRest(candidate); why.empty())
            result_.used.push_back(candidate.id);
        else
            result_.idle.push_back({candidate.id, std::move(why)});
    }

    // Uses the idle plugins that this one needs or wants by name.
    void useInnerOf(std::string id) {
        const auto outer = std::ranges::find(candidates_, id, &Candidate::id);
        for (const auto* needs : {&outer->needs, &outer->wants})
            for (const std::string& text : *needs) {
                const CapabilityNeed needed = readNeed(text);
                const auto inner = std::ranges::find(candidates_, needed.provider, &Candidate::id);
                if (inner == candidates_.end() || !isUsable(*inner) || !inner->isProvider(needed.capability)) continue;
                if (std::erase_if(result_.idle, [&](const UnusedPlugin& one) { return one.id == inner->id; }) == 0)
                    continue;
                result_.inner.insert(inner->id);
                result_.used.push_back(inner->id);
            }
    }

    std::string reasonToRest(const Candidate& candidate) const {
        if (preferences_.disabled.contains(candidate.id)) return preferences_.whyDisabled(candidate.id);
        if (isNamed(candidate)) return {};
        if (const std::string* capability = passedOverFor(candidate)) return takenBy(*capability);
        std::string why;
        for (const std::string& capability : candidate.provides) {
            if (capability == filterCapability() && why.empty())
                why = "is not used: capabilities.filters does not list it";
            if (isShared(capability)) continue;
            const auto provider = result_.providers.find(capability);
            const bool isOpen = provider == result_.providers.end();
            if (isOpen && mayBeLeftOpen(capability) && !preferences_.named.contains(capability)) {
                why = "is not used: no plugin needs " + capability + ", and several provide it";
                continue;
            }
            // As long as the provider is not decided, no candidate was passed over.
            if (isOpen || provider->second == candidate.id) return {};
            if (why.empty()) why = takenBy(capability);
        }
        return why;
    }

    std::string takenBy(const std::string& capability) const {
        const auto provider = result_.providers.find(capability);
        const std::string other = provider == result_.providers.end()
                                      ? joined(preferences_.named.find(capability)->second.all())
                                      : provider->second;
        return "is not used: " + capability + " comes from " + other;
    }

    std::span<const Candidate> candidates_;
    const PluginPreferences& preferences_;
    Selection result_;
};

} // namespace

bool Candidate::isProvider(std::string_view capability) const {
    return std::ranges::find(provides, capability) != provides.end();
}

std::vector<UnusablePlugin> conflictingProviders(std::span<const Candidate> offered,
                                                 const PluginPreferences& preferences) {
    return Choice(offered, preferences).conflictingProviders();
}

Selection select(std::span<const Candidate> offered, const PluginPreferences& preferences) {
    return Choice(offered, preferences).make();
}

} // namespace portico::loader
