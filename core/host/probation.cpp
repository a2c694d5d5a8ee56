// SPDX-License-Identifier: Apache-2.0
#include "host/probation.h"

#include "host/probe.h"
#include "host/refusal.h"
#include "loader/content_hash.h"

#include <algorithm>

namespace portico::host {

namespace {

// Everything that a plugin can notice of its files and its configuration.
std::string combination(const Setup& setup) {
    std::string text;
    for (const loader::PluginFile& plugin : setup.inventory.plugins)
        text += plugin.id + ' ' + plugin.hash + ' ' + std::to_string(plugin.problems.size()) + '\n';
    for (const config::Setting& setting : setup.settings.all())
        for (const std::string_view section : {"plugins.", "capabilities.", "state.", "pages.directories", "hashing."})
            if (setting.key.name.starts_with(section))
                text += setting.key.name + ' ' + config::tomlText(setting.key, setting.value) + '\n';
    return loader::contentHash(text); // settings may be secrets
}

bool anyRuns(const Setup& setup) {
    return std::ranges::any_of(setup.inventory.plugins, &loader::PluginFile::isAcceptable);
}

// A plugin that was seen there must be the one that was read here. False: one is not.
bool compareFiles(Setup& setup, const Probed& probed) {
    bool areSame = true;
    for (loader::PluginFile& plugin : setup.inventory.plugins)
        if (const auto seen = probed.hashes.find(plugin.id);
            seen != probed.hashes.end() && seen->second != plugin.hash) {
            plugin.problems.emplace_back("was replaced while it was tried; reload again");
            areSame = false;
        }
    return areSame;
}

} // namespace

// One plugin that harms the process hides all that come after it, so it is left out and the rest is tried again.
void Probation::judge(Setup& setup) {
    const std::string all = combination(setup);
    if (options_.program.empty() || passed_.contains(all) || !anyRuns(setup)) return;
    std::set<std::string> without;
    for (;;) {
        const Probed probed = probe(options_, without);
        if (!probed.failure.empty()) throw Refusal({probed.failure});
        const std::size_t before = without.size();
        for (loader::PluginFile& plugin : setup.inventory.plugins)
            if (const auto found = probed.faults.find(plugin.id); found != probed.faults.end()) {
                plugin.problems.insert(plugin.problems.end(), found->second.begin(), found->second.end());
                without.insert(plugin.id);
            }
        if (without.size() > before) continue;
        if (compareFiles(setup, probed) && without.empty()) passed_.insert(all);
        return;
    }
}

} // namespace portico::host
