// SPDX-License-Identifier: Apache-2.0
// Reads the configuration and inspects the plugins.
#include "host/generation/setup.h"

#include "config/file_policy.h"
#include "config/host_keys.h"
#include "host/health/quarantine.h"
#include "host/process/become_owner.h"
#include "host/process/refusal.h"
#include "host/process/state_directory.h"
#include "host/process/switched_off.h"
#include "loader/plan/quarantined.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace portico::host {

namespace {

std::vector<std::string> sentences(const std::vector<config::Fault>& faults) {
    std::vector<std::string> all;
    for (const config::Fault& fault : faults) all.push_back(fault.text());
    return all;
}

// Adds the file as if it were installed, in place of an installed plugin with the same id.
void putIn(loader::Inventory& inventory, loader::PluginFile file) {
    std::erase_if(inventory.plugins, [&](const loader::PluginFile& other) { return other.id == file.id; });
    inventory.plugins.push_back(std::move(file));
    std::ranges::sort(inventory.plugins, {}, &loader::PluginFile::id);
}

void quarantine(Setup& setup) {
    const Quarantine kept(setup.settings.path("state.directory"));
    for (loader::PluginFile& plugin : setup.inventory.plugins)
        if (const auto reason = kept.reason(plugin.hash)) {
            plugin.problems.push_back(*reason);
            plugin.isQuarantined = true;
        }
    loader::spreadQuarantine(setup.inventory.plugins, preferencesOf(setup));
}

// The file policy for configuration does not apply to pages, because their authors are often not administrators. But pages
// declare who may see them, and files of plugins may decide who a user is, so world-writable paths cause a warning.
void warnOfOpenPaths(Setup& setup) {
    const auto look = [&](const std::string& key, const std::filesystem::path& path) {
        struct stat about {};
        if (::stat(path.c_str(), &about) == 0 && (about.st_mode & S_IWOTH) != 0 && (about.st_mode & S_ISVTX) == 0)
            setup.warnings.push_back(setup.settings.origin(key) + ": " + key +
                                     ": every user on this machine may write to " + path.string() + "; chmod o-w it");
    };
    for (const auto& pages : setup.settings.paths("pages.directories")) look("pages.directories", pages);
    for (const config::Setting& setting : setup.settings.all())
        if (setting.key.type == config::Type::path) {
            const std::filesystem::path path = std::get<std::string>(setting.value);
            look(setting.key.name, path);
            if (const std::string found = config::firstOf(config::violationsAbove(path, ::geteuid()));
                !path.empty() && !found.empty())
                setup.warnings.push_back(setup.settings.origin(setting.key.name) + ": " + setting.key.name + ": " +
                                         path.string() + ' ' + found);
        }
}

} // namespace

loader::PluginPreferences preferencesOf(const Setup& setup) {
    std::vector<std::string> ids;
    for (const loader::PluginFile& plugin : setup.inventory.plugins) ids.push_back(plugin.id);
    loader::PluginPreferences preferences = loader::preferencesOf(setup.settings, ids);
    for (const std::string& id : setup.switchedOff)
        if (preferences.disabled.insert(id).second) preferences.switchedOff.insert(id);
    return preferences;
}

Setup setUp(const Options& options, loader::InspectionCache* inspections) {
    const config::Draft draft = config::parse(options.sources);
    config::Keys keys = config::hostKeys();
    // First with the host's keys only, to find the plugin folders; the keys of plugins come from their manifests.
    const config::Outcome first = draft.check(keys);
    if (!draft.isWhole())
        throw Refusal(sentences(first.faults)); // do not report faults that follow from an unreadable file
    loader::Inventory inventory =
        loader::takeInventory(first.settings.paths("plugins.directories"), ::geteuid(), inspections);
    if (!options.tried.empty()) putIn(inventory, loader::inspect(options.tried, ::geteuid()));
    loader::declareSettings(inventory, keys);
    config::Outcome outcome = draft.check(keys);
    std::vector<std::string> reasons = sentences(outcome.faults);
    reasons.insert(reasons.end(), inventory.faults.begin(), inventory.faults.end());
    if (!reasons.empty()) throw Refusal(std::move(reasons));
    const std::filesystem::path state = outcome.settings.path("state.directory");
    becomeOwnerOf(state);
    const bool hasState = judgeState(state);
    Setup setup{std::move(outcome.settings), std::move(inventory), sentences(outcome.warnings)};
    loader::resolveNeeds(setup.inventory, setup.settings);
    warnOfOpenPaths(setup);
    if (!hasState) return setup;
    setup.switchedOff = SwitchedOff(state).ids();
    quarantine(setup);
    return setup;
}

} // namespace portico::host
