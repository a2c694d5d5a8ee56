// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/selection.h"

#include "loader/manifest/capability_id.h"

#include <algorithm>

namespace portico::loader {

namespace {

using Candidates = std::vector<const Candidate*>;

std::string joined(const Candidates& candidates) {
    std::string text;
    for (const Candidate* candidate : candidates) text += (text.empty() ? "" : ", ") + candidate->id;
    return text;
}

class Choice {
public:
    Choice(std::span<const Candidate> offered, const PluginPreferences& preferences)
        : candidates_(offered), preferences_(preferences) {}

    Selection make() {
        for (const auto& [capability, named] : preferences_.named) takeNamed(capability, named);
        for (const std::string& capability : exclusiveCapabilities())
            if (!preferences_.named.contains(capability)) takeOnly(capability);
        for (const Candidate& candidate : candidates_) sort(candidate);
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

    bool isNamed(const Candidate& candidate) const {
        return std::ranges::any_of(preferences_.named,
                                   [&](const auto& entry) { return entry.second.plugin == candidate.id; });
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

    void takeNamed(const std::string& capability, const NamedProvider& named) {
        const std::string key = configurationKey(capability).value_or(capability);
        const std::string start =
            (named.place.empty() ? "" : named.place + ": ") + key + " names \"" + named.plugin + "\", which ";
        const auto candidate = std::ranges::find(candidates_, named.plugin, &Candidate::id);
        if (candidate == candidates_.end())
            fault(capability, start + "is not installed; " + alternatives(capability));
        else if (preferences_.disabled.contains(named.plugin))
            fault(capability, start + "is disabled; enable it or name another plugin");
        else if (candidate->isQuarantined)
            return;
        else if (candidate->isRefused)
            fault(capability, start + "was refused; fix it or name another plugin");
        else if (!candidate->isProvider(capability))
            fault(capability, start + "does not provide " + capability + "; " + alternatives(capability));
        else
            result_.providers[capability] = named.plugin;
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
        return left;
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
                   return isUsable(candidate) &&
                          std::ranges::find(candidate.needs, capability) != candidate.needs.end();
               });
    }

    void sort(const Candidate& candidate) {
        if (candidate.isRefused && !preferences_.disabled.contains(candidate.id)) return;
        if (std::string why = reasonToRest(candidate); why.empty())
            result_.used.push_back(candidate.id);
        else
            result_.idle.push_back({candidate.id, std::move(why)});
    }

    std::string reasonToRest(const Candidate& candidate) const {
        if (preferences_.disabled.contains(candidate.id)) return "is disabled";
        if (isNamed(candidate)) return {};
        if (const std::string* capability = passedOverFor(candidate)) return takenBy(*capability);
        std::string why;
        for (const std::string& capability : candidate.provides) {
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
        const std::string other =
            provider == result_.providers.end() ? preferences_.named.find(capability)->second.plugin : provider->second;
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
