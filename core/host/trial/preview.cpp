// SPDX-License-Identifier: Apache-2.0
#include "host/trial/preview.h"

#include "host/generation/setup.h"
#include "host/process/certificates.h"
#include "host/trial/build_report.h"
#include "host/trial/trial_loads.h"

#include <sodium.h>

#include <algorithm>

namespace portico::host {

namespace {

InstalledPlugin described(const loader::PluginFile& file) {
    InstalledPlugin plugin{file.id, "-", file.file.string(), "used", {}, {}};
    if (file.manifest) {
        if (!file.manifest->version.empty()) plugin.version = file.manifest->version;
        plugin.provides = file.manifest->provides;
    }
    return plugin;
}

// Builds without a probe process, which only tests do.
ProbeReport builtHere(const Options& options) {
    ProbeReport report;
    if (::sodium_init() < 0) return report;
    ServerLog log("nothing", false);
    ProcessState processState(log, PORTICO_PURPOSE_TRIAL);
    buildAndReport(options, {}, processState,
                   [&](std::string_view kind, std::string_view plugin, std::string_view text) {
                       report.take(std::string(kind).append("\t").append(plugin).append("\t").append(text));
                   });
    return report;
}

class Summary {
public:
    Summary(const Setup& setup, const ProbeReport& report) : setup_(setup), report_(report) {}

    Preview make() {
        Preview preview{.warnings = report_.warnings, .faults = report_.fatal};
        for (const loader::PluginFile& file : setup_.inventory.plugins) preview.plugins.push_back(judged(file));
        for (const InstalledPlugin& plugin : preview.plugins)
            if (plugin.isRefused())
                preview.leftOut.insert(preview.leftOut.end(), plugin.reasons.begin(), plugin.reasons.end());
        for (const std::string& page : report_.unserved) {
            preview.leftOut.push_back(page);
            for (InstalledPlugin& plugin : preview.plugins)
                if (page.starts_with(plugin.id + ": ")) plugin.reasons.push_back(page);
        }
        preview.routes = report_.routes;
        return preview;
    }

private:
    // Problems found in this process take precedence: the probe process only knows that the plugin is left out.
    InstalledPlugin judged(const loader::PluginFile& file) const {
        InstalledPlugin plugin = described(file);
        if (const auto idle = report_.idle.find(file.id); idle != report_.idle.end()) {
            plugin.state = "idle";
            plugin.reasons = idle->second;
            return plugin;
        }
        for (const std::string& problem : file.problems) plugin.reasons.push_back(file.file.string() + ": " + problem);
        if (const auto refused = report_.refused.find(file.id);
            plugin.reasons.empty() && refused != report_.refused.end())
            plugin.reasons = refused->second;
        if (!plugin.reasons.empty()) plugin.state = file.isQuarantined ? "quarantined" : "refused";
        return plugin;
    }

    const Setup& setup_;
    const ProbeReport& report_;
};

} // namespace

std::size_t Preview::used() const {
    return static_cast<std::size_t>(std::ranges::count(plugins, "used", &InstalledPlugin::state));
}
std::size_t Preview::refused() const {
    return static_cast<std::size_t>(std::ranges::count_if(plugins, &InstalledPlugin::isRefused));
}

Preview preview(const Options& options, loader::InspectionCache* inspections) {
    Setup setup = setUp(options, inspections);
    const ProbeReport report = options.program.empty() ? builtHere(options) : trialLoad(options, setup);
    return Summary(setup, report).make();
}

} // namespace portico::host
