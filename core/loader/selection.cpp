// SPDX-License-Identifier: Apache-2.0
#include "loader/selection.h"

#include "loader/capability_id.h"

#include <algorithm>

namespace portico::loader {

namespace {

using Candidates = std::vector<const Offer*>;

std::string joined(const Candidates& candidates) {
    std::string text;
    for (const Offer* offer : candidates) text += (text.empty() ? "" : ", ") + offer->id;
    return text;
}

class Choice {
public:
    Choice(std::span<const Offer> offers, const Wishes& wishes) : offers_(offers), wishes_(wishes) {}

    Selection make() {
        for (const auto& [capability, named] : wishes_.named) takeNamed(capability, named);
        for (const std::string& capability : exclusiveCapabilities())
            if (!wishes_.named.contains(capability)) takeOnly(capability);
        for (const Offer& offer : offers_) sort(offer);
        return std::move(result_);
    }

    std::vector<Lost> rivals() const {
        std::vector<Lost> lost;
        for (const std::string& capability : exclusiveCapabilities()) {
            const Candidates all = configurationKey(capability) ? Candidates() : undecided(capability);
            if (all.size() < 2) continue;
            for (const Offer* offer : all)
                lost.push_back({offer->id, "stays out: " + capability + " could come from " + joined(all) +
                                               "; add all but one to plugins.disabled"});
        }
        return lost;
    }

private:
    bool isUsable(const Offer& offer) const { return !offer.isRefused && !wishes_.disabled.contains(offer.id); }

    Candidates candidates(std::string_view capability) const {
        Candidates found;
        for (const Offer& offer : offers_)
            if (isUsable(offer) && offer.isProvider(capability)) found.push_back(&offer);
        return found;
    }

    std::set<std::string> exclusiveCapabilities() const {
        std::set<std::string> all;
        for (const Offer& offer : offers_)
            for (const std::string& capability : offer.provides)
                if (isUsable(offer) && !isShared(capability)) all.insert(capability);
        return all;
    }

    bool isNamed(const Offer& offer) const {
        return std::ranges::any_of(wishes_.named, [&](const auto& entry) { return entry.second.plugin == offer.id; });
    }

    // The capability that the configuration gave to another plugin; nullptr if there is none.
    const std::string* passedOverFor(const Offer& offer) const {
        if (isNamed(offer)) return nullptr;
        const auto lost = std::ranges::find_if(
            offer.provides, [&](const std::string& capability) { return wishes_.named.contains(capability); });
        return lost == offer.provides.end() ? nullptr : &*lost;
    }

    void fault(const std::string& capability, std::string sentence) {
        result_.unsettled.insert(capability);
        result_.faults.push_back(std::move(sentence));
    }

    void takeNamed(const std::string& capability, const Named& named) {
        const std::string key = configurationKey(capability).value_or(capability);
        const std::string start =
            (named.place.empty() ? "" : named.place + ": ") + key + " names \"" + named.plugin + "\", which ";
        const auto offer = std::ranges::find(offers_, named.plugin, &Offer::id);
        if (offer == offers_.end())
            fault(capability, start + "is not installed; " + alternatives(capability));
        else if (wishes_.disabled.contains(named.plugin))
            fault(capability, start + "is switched off; switch it on or name another plugin");
        else if (offer->isQuarantined)
            return;
        else if (offer->isRefused)
            fault(capability, start + "was refused; mend it or name another plugin");
        else if (!offer->isProvider(capability))
            fault(capability, start + "does not provide " + capability + "; " + alternatives(capability));
        else
            result_.providers[capability] = named.plugin;
    }

    std::string alternatives(const std::string& capability) const {
        const Candidates found = candidates(capability);
        return found.empty() ? "no installed plugin provides " + capability + ", so install one"
                             : "installed providers are " + joined(found);
    }

    // The candidates among which nothing in the configuration decides.
    Candidates undecided(const std::string& capability) const {
        Candidates left = candidates(capability);
        if (std::ranges::any_of(left, [&](const Offer* offer) { return isNamed(*offer); }))
            std::erase_if(left, [&](const Offer* offer) { return !isNamed(*offer); });
        else
            std::erase_if(left, [&](const Offer* offer) { return passedOverFor(*offer) != nullptr; });
        return left;
    }

    void takeOnly(const std::string& capability) {
        const Candidates left = undecided(capability);
        if (left.size() == 1) result_.providers[capability] = left.front()->id;
        if (left.size() < 2) return;
        fault(capability, capability + " could come from " + joined(left) + "; name one of them in " +
                              configurationKey(capability).value_or(capability));
    }

    void sort(const Offer& offer) {
        if (offer.isRefused && !wishes_.disabled.contains(offer.id)) return;
        if (std::string why = reasonToRest(offer); why.empty())
            result_.used.push_back(offer.id);
        else
            result_.idle.push_back({offer.id, std::move(why)});
    }

    std::string reasonToRest(const Offer& offer) const {
        if (wishes_.disabled.contains(offer.id)) return "is switched off";
        if (isNamed(offer)) return {};
        if (const std::string* capability = passedOverFor(offer)) return takenBy(*capability);
        std::string why;
        for (const std::string& capability : offer.provides) {
            if (isShared(capability)) continue;
            const auto provider = result_.providers.find(capability);
            // While it is not settled who provides it, nobody was passed over.
            if (provider == result_.providers.end() || provider->second == offer.id) return {};
            if (why.empty()) why = takenBy(capability);
        }
        return why;
    }

    std::string takenBy(const std::string& capability) const {
        const auto provider = result_.providers.find(capability);
        const std::string other =
            provider == result_.providers.end() ? wishes_.named.find(capability)->second.plugin : provider->second;
        return "is not used: " + capability + " comes from " + other;
    }

    std::span<const Offer> offers_;
    const Wishes& wishes_;
    Selection result_;
};

} // namespace

bool Offer::isProvider(std::string_view capability) const {
    return std::ranges::find(provides, capability) != provides.end();
}

std::vector<Lost> rivals(std::span<const Offer> offers, const Wishes& wishes) {
    return Choice(offers, wishes).rivals();
}

Selection select(std::span<const Offer> offers, const Wishes& wishes) { return Choice(offers, wishes).make(); }

} // namespace portico::loader
