// SPDX-License-Identifier: Apache-2.0
#include "host/trial/switch_plugin.h"

#include "host/generation/setup.h"
#include "host/process/refusal.h"
#include "host/process/state_directory.h"
#include "host/process/switched_off.h"
#include "host/trial/preview.h"

#include <algorithm>
#include <stdexcept>

namespace portico::host {

namespace {

std::vector<std::string> faultsOf(const Preview& preview) {
    std::vector<std::string> all = preview.leftOut;
    all.insert(all.end(), preview.faults.begin(), preview.faults.end());
    return all;
}

void putSwitch(const SwitchedOff& switchedOff, const std::string& plugin, Switch to) {
    if (to == Switch::off)
        switchedOff.add(plugin);
    else
        switchedOff.remove(plugin);
}

void mustBePossible(const Setup& setup, const std::string& plugin, Switch to) {
    const bool isOff = setup.switchedOff.contains(plugin);
    const auto& installed = setup.inventory.plugins;
    if (to == Switch::on && !isOff) throw std::runtime_error(plugin + " is not disabled by `portico plugins disable`");
    if (to == Switch::off && isOff) throw std::runtime_error(plugin + " is already disabled");
    if (to == Switch::off && std::ranges::find(installed, plugin, &loader::PluginFile::id) == installed.end())
        throw std::runtime_error("no plugin " + plugin + " is installed; see `portico plugins list`");
}

} // namespace

void switchPlugin(const Options& options, const std::string& plugin, Switch to) {
    const Setup setup = setUp(options);
    mustBePossible(setup, plugin, to);
    const std::vector<std::string> before = faultsOf(preview(options));
    const SwitchedOff switchedOff(makeState(setup.settings.path("state.directory")));
    putSwitch(switchedOff, plugin, to);
    std::vector<std::string> after;
    try {
        after = faultsOf(preview(options));
    } catch (...) {
        putSwitch(switchedOff, plugin, to == Switch::off ? Switch::on : Switch::off);
        throw;
    }
    std::erase_if(after, [&](const std::string& one) { return std::ranges::find(before, one) != before.end(); });
    if (after.empty()) return;
    putSwitch(switchedOff, plugin, to == Switch::off ? Switch::on : Switch::off);
    throw Refusal(std::move(after));
}

} // namespace portico::host
