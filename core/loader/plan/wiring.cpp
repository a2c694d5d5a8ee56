// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/wiring.h"

#include "loader/manifest/capability_id.h"
#include "loader/manifest/capability_need.h"

#include <algorithm>

namespace portico::loader {

namespace {

// Wires one plugin.
class Wirer {
public:
    Wirer(const Candidate& candidate, std::span<const Candidate> offered, const Selection& selection)
        : candidate_(candidate), offered_(offered), selection_(selection) {}

    void wire(Wiring& wiring) {
        for (const std::string& text : candidate_.needs) add(text, wiring);
        for (const std::string& text : candidate_.wants)
            if (const std::string provider = providerOf(readNeed(text)); !provider.empty())
                wired_.needs.push_back({text, provider, true});
        for (const NeededPlugin& plugin : candidate_.neededPlugins)
            if (std::string why = unmet(plugin); why.empty())
                wired_.needs.push_back({{}, plugin.id});
            else
                lose(std::move(why), wiring);
        if (!isLost_) wiring.plugins.push_back(std::move(wired_));
    }

private:
    void lose(std::string why, Wiring& wiring) {
        isLost_ = true;
        wiring.lost.push_back({candidate_.id, std::move(why)});
    }

    void add(const std::string& text, Wiring& wiring) {
        const CapabilityNeed needed = readNeed(text);
        if (const std::string provider = providerOf(needed); !provider.empty())
            wired_.needs.push_back({text, provider});
        else if (!needed.provider.empty())
            lose(unmetByName(needed), wiring);
        else if (selection_.unsettled.contains(needed.capability))
            return; // already a fault; still report the other problems of this plugin
        else if (selection_.chains.contains(needed.capability))
            lose(ofAChain(needed.capability), wiring);
        else if (const Candidate* refused = refusedProvider(needed.capability))
            lose("needs " + needed.capability + " of " + refused->id + refusedEnd, wiring);
        else
            lose(unmet(needed.capability), wiring);
    }

    // Empty if there is none.
    std::string providerOf(const CapabilityNeed& needed) const {
        if (needed.provider.empty()) {
            const auto provider = selection_.providers.find(needed.capability);
            return provider == selection_.providers.end() ? std::string() : provider->second;
        }
        const Candidate* provider = find(needed.provider);
        const bool isThere = isUsed(needed.provider) && provider->isProvider(needed.capability);
        return isThere ? needed.provider : std::string();
    }

    const Candidate* find(const std::string& id) const {
        const auto found = std::ranges::find(offered_, id, &Candidate::id);
        return found == offered_.end() ? nullptr : &*found;
    }
    bool isUsed(const std::string& id) const { return std::ranges::find(selection_.used, id) != selection_.used.end(); }
    const UnusedPlugin* findIdle(const std::string& id) const {
        const auto found = std::ranges::find(selection_.idle, id, &UnusedPlugin::id);
        return found == selection_.idle.end() ? nullptr : &*found;
    }

    const Candidate* refusedProvider(std::string_view capability) const {
        const auto found = std::ranges::find_if(offered_, [&](const Candidate& one) {
            return one.isRefused && one.isProvider(capability) && findIdle(one.id) == nullptr;
        });
        return found == offered_.end() ? nullptr : &*found;
    }

    std::string orDisable() const { return ", or add \"" + candidate_.id + "\" to plugins.disabled"; }

    static std::string keyOf(const std::string& capability) {
        return configurationKey(capability).value_or(capability);
    }

    // One member alone would be weaker than the chain.
    std::string ofAChain(const std::string& capability) const {
        return "needs " + capability +
               ", which several plugins provide together; only the host may ask them: name one of " + "them in " +
               keyOf(capability) + orDisable();
    }

    // Why this need is not met, and what to do.
    std::string unmet(const std::string& capability) const {
        const std::string start = "needs " + capability + ", which ";
        const auto idle = std::ranges::find_if(selection_.idle, [&](const UnusedPlugin& one) {
            const Candidate* candidate = find(one.id);
            return candidate != nullptr && !candidate->isRefused && candidate->isProvider(capability);
        });
        if (idle == selection_.idle.end())
            return start + "no installed plugin provides; install one that does" + orDisable();
        const auto key = configurationKey(capability);
        return start + idle->id + " could provide, but it " + idle->why + "; " +
               (key ? "write " + *key + " = \"" + idle->id + "\" and enable it" : "enable it") + orDisable();
    }

    std::string unmetByName(const CapabilityNeed& needed) const {
        const std::string start = "needs " + needed.capability + " of " + needed.provider;
        const Candidate* provider = find(needed.provider);
        if (provider == nullptr) return start + ", which is not installed; install it" + orDisable();
        if (!provider->isProvider(needed.capability))
            return start + ", which does not provide it; name a plugin that does" + orDisable();
        return start + notUsed(needed.provider);
    }

    std::string unmet(const NeededPlugin& needed) const {
        const std::string start = "needs the plugin " + needed.id + ' ' + needed.versions.text();
        const Candidate* plugin = find(needed.id);
        if (plugin == nullptr) return start + ", which is not installed; install it" + orDisable();
        if (!isUsed(needed.id)) return start + notUsed(needed.id);
        const auto version = Version::read(plugin->version);
        if (!version)
            return start + ", whose version \"" + plugin->version +
                   "\" is not one to compare, such as 1.2.0; install one that has it" + orDisable();
        if (needed.versions.contains(*version)) return {};
        return start + ", but " + plugin->version + " is installed; install another version of " + needed.id +
               " or of " + candidate_.id + orDisable();
    }

    // Of an installed plugin: why, and what to do.
    std::string notUsed(const std::string& id) const {
        const UnusedPlugin* idle = findIdle(id);
        return idle == nullptr ? refusedEnd : ", which " + idle->why + "; enable it" + orDisable();
    }

    static constexpr const char* refusedEnd = ", which was refused; fix that plugin";

    const Candidate& candidate_;
    std::span<const Candidate> offered_;
    const Selection& selection_;
    Wired wired_{candidate_.id};
    bool isLost_ = false;
};

} // namespace

std::string Need::text() const {
    return capability.empty() ? "the plugin " + provider : readNeed(capability).capability + " of " + provider;
}

Wiring wire(std::span<const Candidate> offered, const Selection& selection) {
    Wiring wiring;
    for (const std::string& id : selection.used)
        Wirer(*std::ranges::find(offered, id, &Candidate::id), offered, selection).wire(wiring);
    return wiring;
}

std::vector<UnusablePlugin> dependents(std::span<const Wired> plugins, const std::set<std::string, std::less<>>& lost) {
    std::vector<UnusablePlugin> found;
    std::set<std::string, std::less<>> gone = lost;
    for (bool grows = true; grows;) {
        grows = false;
        for (const Wired& plugin : plugins) {
            if (gone.contains(plugin.id)) continue;
            const auto need = std::ranges::find_if(
                plugin.needs, [&](const Need& one) { return !one.isOptional && gone.contains(one.provider); });
            if (need == plugin.needs.end()) continue;
            found.push_back({plugin.id, "needs " + need->text() + ", which " +
                                            (lost.contains(need->provider) ? "was refused" : "cannot run") +
                                            "; fix that plugin"});
            grows = gone.insert(plugin.id).second;
        }
    }
    return found;
}

} // namespace portico::loader
