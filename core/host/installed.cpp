// SPDX-License-Identifier: Apache-2.0
// The plugins that are installed and what would become of each.
#include "host/installed.h"

#include "host/generation.h"
#include "host/log.h"
#include "host/services.h"

namespace portico::host {

namespace {

InstalledPlugin describe(const loader::PluginFile& file) {
    InstalledPlugin plugin{file.id, "-", file.file.string(), "used", {}, {}};
    if (file.isQuarantined) plugin.state = "quarantined";
    if (file.manifest) {
        if (!file.manifest->version.empty()) plugin.version = file.manifest->version;
        plugin.provides = file.manifest->provides;
    }
    return plugin;
}

void judge(InstalledPlugin& plugin, const loader::Report& report) {
    for (const loader::Idle& idle : report.idle)
        if (idle.id == plugin.id) {
            plugin.state = "idle";
            plugin.reasons.push_back(idle.why);
        }
    for (const loader::Refusal& refusal : report.refused)
        if (refusal.plugin == plugin.id) {
            if (plugin.state != "quarantined") plugin.state = "refused";
            plugin.reasons.push_back(refusal.sentence);
        }
}

} // namespace

std::vector<InstalledPlugin> installedPlugins(const Options& options) {
    Setup setup = setUp(options);
    ServerLog log("error", false);
    Lasting lasting(log);
    std::vector<InstalledPlugin> all;
    for (const loader::PluginFile& file : setup.inventory.plugins) all.push_back(describe(file));
    const loader::Wishes wishes = wishesOf(setup);
    auto services = std::make_shared<Services>(setup.settings, lasting);
    const loader::PluginSet plugins = loader::load(std::move(setup.inventory), wishes, lasting.libraries,
                                                   std::move(services), loader::Until::created);
    for (InstalledPlugin& plugin : all) judge(plugin, plugins.report());
    return all;
}

} // namespace portico::host
