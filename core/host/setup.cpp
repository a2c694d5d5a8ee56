// SPDX-License-Identifier: Apache-2.0
// The first half of every start.
#include "host/setup.h"

#include "config/host_keys.h"
#include "host/become_owner.h"
#include "host/quarantine.h"
#include "host/refusal.h"
#include "loader/quarantined.h"

#include <unistd.h>
#include <utility>

namespace portico::host {

namespace {

std::vector<std::string> sentences(const std::vector<config::Fault>& faults) {
    std::vector<std::string> all;
    for (const config::Fault& fault : faults) all.push_back(fault.text());
    return all;
}

void quarantine(Setup& setup) {
    const Quarantine kept(setup.settings.path("state.directory"));
    for (loader::PluginFile& plugin : setup.inventory.plugins)
        if (const auto reason = kept.reason(plugin.hash)) {
            plugin.problems.push_back(*reason);
            plugin.isQuarantined = true;
        }
    loader::spreadQuarantine(setup.inventory.plugins, wishesOf(setup));
}

} // namespace

loader::Wishes wishesOf(const Setup& setup) {
    std::vector<std::string> ids;
    for (const loader::PluginFile& plugin : setup.inventory.plugins) ids.push_back(plugin.id);
    return loader::wishesOf(setup.settings, ids);
}

Setup setUp(const Options& options, loader::Inspections* inspections) {
    const config::Draft draft = config::parse(options.sources);
    config::Keys keys = config::hostKeys();
    // With the host's keys alone, to learn where the plugins are; their own keys come from their manifests.
    const config::Outcome first = draft.check(keys);
    loader::Inventory inventory =
        loader::takeInventory(first.settings.paths("plugins.directories"), ::geteuid(), inspections);
    loader::declareSettings(inventory, keys);
    config::Outcome outcome = draft.check(keys);
    std::vector<std::string> reasons = sentences(outcome.faults);
    reasons.insert(reasons.end(), inventory.faults.begin(), inventory.faults.end());
    if (!reasons.empty()) throw Refusal(std::move(reasons));
    becomeOwnerOf(outcome.settings.path("state.directory"));
    Setup setup{std::move(outcome.settings), std::move(inventory), sentences(outcome.warnings)};
    quarantine(setup);
    return setup;
}

} // namespace portico::host
