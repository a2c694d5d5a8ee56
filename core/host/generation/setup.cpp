// SPDX-License-Identifier: Apache-2.0
// The first half of every start.
#include "host/generation/setup.h"

#include "config/file_policy.h"
#include "config/host_keys.h"
#include "host/health/quarantine.h"
#include "host/process/become_owner.h"
#include "host/process/refusal.h"
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

// As if it was installed, in the place of one that is.
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

// A fault of the folder, or empty.
std::string stateProblem(const std::filesystem::path& state) {
    std::error_code isMissing;
    const std::filesystem::path folder = std::filesystem::canonical(state, isMissing);
    if (isMissing) return {};
    const std::string found =
        config::firstOf(config::violationsOfFolder(folder, config::FileUse::settings, ::geteuid()));
    return found.empty() ? found : "state.directory: " + state.string() + ": " + found;
}

// Pages are not held to the rule for configuration: people who look after them are often no administrators. But pages say who may see
// them, and what plugins keep elsewhere may say who somebody is.
void warnOfOpenPaths(Setup& setup) {
    const auto look = [&](const std::string& key, const std::filesystem::path& path) {
        struct stat about {};
        if (::stat(path.c_str(), &about) == 0 && (about.st_mode & S_IWOTH) != 0 && (about.st_mode & S_ISVTX) == 0)
            setup.warnings.push_back(setup.settings.origin(key) + ": " + key +
                                     ": everybody on this machine may write " + path.string() + "; chmod o-w it");
    };
    for (const auto& pages : setup.settings.paths("pages.directories")) look("pages.directories", pages);
    for (const config::Setting& setting : setup.settings.all())
        if (setting.key.type == config::Type::path) look(setting.key.name, std::get<std::string>(setting.value));
}

} // namespace

loader::PluginPreferences preferencesOf(const Setup& setup) {
    std::vector<std::string> ids;
    for (const loader::PluginFile& plugin : setup.inventory.plugins) ids.push_back(plugin.id);
    return loader::preferencesOf(setup.settings, ids);
}

Setup setUp(const Options& options, loader::InspectionCache* inspections) {
    const config::Draft draft = config::parse(options.sources);
    config::Keys keys = config::hostKeys();
    // With the host's keys alone, to learn where the plugins are; their own keys come from their manifests.
    const config::Outcome first = draft.check(keys);
    if (!draft.isWhole())
        throw Refusal(sentences(first.faults)); // what follows from a file that was not read is no fault
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
    if (std::string problem = stateProblem(state); !problem.empty()) throw Refusal({std::move(problem)});
    Setup setup{std::move(outcome.settings), std::move(inventory), sentences(outcome.warnings)};
    warnOfOpenPaths(setup);
    quarantine(setup);
    return setup;
}

} // namespace portico::host
