// SPDX-License-Identifier: Apache-2.0
#include "host/trial/trial_loads.h"

#include "host/generation/precedence.h"
#include "host/process/notify.h"
#include "host/process/refusal.h"
#include "host/trial/probe.h"
#include "loader/file/content_hash.h"

#include <algorithm>
#include <stdexcept>

namespace portico::host {

namespace {

// Everything about files and configuration that a plugin can observe.
std::string combination(const Setup& setup) {
    std::string text;
    for (const loader::PluginFile& plugin : setup.inventory.plugins)
        text += plugin.id + ' ' + plugin.hash + ' ' + std::to_string(plugin.problems.size()) + '\n';
    for (const std::string& id : setup.switchedOff) text += id + " off\n";
    for (const config::Setting& setting : setup.settings.all())
        for (const std::string_view section : {"plugins.", "capabilities.", "state.", "pages.directories", "hashing."})
            if (setting.key.name.starts_with(section))
                text += setting.key.name + ' ' + config::tomlText(setting.key, setting.value) + '\n';
    return loader::contentHash(text); // settings may be secrets
}

bool anyRuns(const Setup& setup) {
    return std::ranges::any_of(setup.inventory.plugins, &loader::PluginFile::isAcceptable);
}

// The files in the probe process must be the same as those read here. False if one is not.
bool compareFiles(Setup& setup, const ProbeReport& report) {
    bool areSame = true;
    for (loader::PluginFile& plugin : setup.inventory.plugins)
        if (const auto seen = report.hashes.find(plugin.id);
            seen != report.hashes.end() && seen->second != plugin.hash) {
            plugin.problems.emplace_back("was replaced during its trial load; reload again");
            areSame = false;
        }
    return areSame;
}

// Some failures do not show which plugin caused them, for example a crash on a leftover thread. The culprit is the plugin without
// which the failure does not happen; plugins that the configuration names are tried last. Empty if there is no single one.
std::string culpritOf(const Options& options, const Setup& setup, std::set<std::string> without) {
    const Precedence precedence(setup.settings);
    std::vector<std::string> ids;
    for (const loader::PluginFile& plugin : setup.inventory.plugins)
        if (plugin.isAcceptable()) ids.push_back(plugin.id);
    std::ranges::sort(ids, [&](const auto& a, const auto& b) { return precedence.isBefore(b, a); });
    for (const std::string& id : ids) {
        if (!without.insert(id).second) continue;
        notifyStillStarting();
        if (probe(options, without).failure.empty()) return id;
        without.erase(id);
    }
    return {};
}

} // namespace

bool TrialLoads::hasPassed(const std::string& combination) {
    const MutexLock lock(mutex_);
    return passed_.contains(combination);
}

void TrialLoads::pass(const std::string& combination) {
    const MutexLock lock(mutex_);
    passed_.insert(combination);
}

// If a plugin harms the process, the plugins after it have not been tried. It is left out, and the trial load is repeated.
ProbeReport trialLoad(const Options& options, Setup& setup) {
    std::set<std::string> without;
    for (;;) {
        notifyStillStarting(); // each plugin that hangs takes seconds, and there may be many
        ProbeResult probed = probe(options, without);
        const std::size_t before = without.size();
        if (!probed.failure.empty()) {
            const std::string culprit = culpritOf(options, setup, without);
            // Neither a plugin nor the configuration is to blame: the machine lacked memory or time. Another start may succeed.
            if (culprit.empty()) throw std::runtime_error(probed.failure);
            probed.report.faults[culprit].push_back("is the reason why " + probed.failure +
                                                    ": this does not happen without it; it is left out");
        }
        for (loader::PluginFile& plugin : setup.inventory.plugins)
            if (const auto found = probed.report.faults.find(plugin.id); found != probed.report.faults.end()) {
                plugin.problems.insert(plugin.problems.end(), found->second.begin(), found->second.end());
                without.insert(plugin.id);
            }
        if (without.size() == before) return std::move(probed.report);
    }
}

void TrialLoads::judge(Setup& setup) {
    const std::string all = combination(setup);
    if (options_.program.empty() || hasPassed(all) || !anyRuns(setup)) return;
    const auto acceptable = [&] {
        return std::ranges::count_if(setup.inventory.plugins, &loader::PluginFile::isAcceptable);
    };
    const auto before = acceptable();
    const ProbeReport report = trialLoad(options_, setup);
    if (compareFiles(setup, report) && acceptable() == before) pass(all);
}

} // namespace portico::host
