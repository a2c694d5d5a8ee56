// SPDX-License-Identifier: Apache-2.0
// `portico plugins ...`.
#include "cli/commands.h"

#include "base/json_string.h"
#include "cli/control_answer.h"
#include "cli/counted.h"
#include "cli/host_options.h"
#include "cli/method_column.h"
#include "cli/setting_lines.h"
#include "host/host.h"
#include "host/trial/plugin_check.h"
#include "host/trial/preview.h"
#include "host/trial/switch_plugin.h"

#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <map>
#include <stdexcept>

namespace portico::cli {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += ", ";
        text += word;
    }
    return text;
}

std::string jsonList(const std::vector<std::string>& texts) {
    std::string json = "[";
    for (const std::string& text : texts) {
        if (json.size() > 1) json += ", ";
        json += base::jsonString(text);
    }
    return json += ']';
}

// The plugins of the running server by id; empty if no server runs.
std::map<std::string, base::Json> runningPlugins(const host::Options& options) {
    std::map<std::string, base::Json> byId;
    const auto status = askIfRunning(options, "status");
    if (!status) return byId;
    for (base::Json one : status->json.list("plugins")) {
        std::get<base::JsonMap>(one.value).push_back({"generation", {status->json.number("generation")}});
        std::string id = one.text("id");
        byId.emplace(std::move(id), std::move(one));
    }
    return byId;
}

std::string runningText(const base::Json& running) {
    const std::string& installed = running.text("installed");
    return "runs in generation " + std::to_string(running.number("generation")) + ", loaded in " +
           std::to_string(running.number("loadedIn")) + ", " + counted(running.number("calls"), "call") + ", " +
           counted(running.number("errors"), "error") + ", " + std::to_string(running.number("microseconds") / 1000) +
           " ms" +
           (installed == "same" ? ""
                                : "; the installed file has been " + installed + ": `portico reload` " +
                                      (installed == "removed" ? "removes the plugin" : "loads it"));
}

// A plugin that still runs although its file was removed.
void addRemoved(std::vector<host::InstalledPlugin>& plugins, const std::map<std::string, base::Json>& running) {
    for (const auto& [id, one] : running)
        if (std::ranges::find(plugins, id, &host::InstalledPlugin::id) == plugins.end())
            plugins.push_back({.id = id,
                               .version = one.text("version"),
                               .file = one.text("file"),
                               .state = "removed",
                               .provides = one.texts("provides"),
                               .reasons = {}});
}

// `running` is null if the plugin does not run.
void print(const host::InstalledPlugin& plugin, const base::Json& running) {
    std::cout << std::left << std::setw(20) << plugin.id << ' ' << std::setw(9) << plugin.version << ' ' << std::setw(9)
              << plugin.state << ' ' << joined(plugin.provides) << '\n';
    if (running.as<base::JsonMap>() != nullptr) std::cout << "    " << runningText(running) << '\n';
    for (const std::string& reason : plugin.reasons) std::cout << "    " << reason << '\n';
}

void printJson(const host::InstalledPlugin& plugin, const base::Json& running, bool last) {
    std::cout << "  {\"id\": " << base::jsonString(plugin.id) << ", \"version\": " << base::jsonString(plugin.version)
              << ", \"state\": " << base::jsonString(plugin.state) << ", \"file\": " << base::jsonString(plugin.file)
              << ", \"provides\": " << jsonList(plugin.provides) << ", \"reasons\": " << jsonList(plugin.reasons)
              << ", \"running\": " << base::jsonText(running) << (last ? "}\n" : "},\n");
}

int list(const Invocation& invocation) {
    const host::Options options = hostOptions(invocation);
    host::Preview foreseen = host::preview(options);
    std::vector<host::InstalledPlugin>& plugins = foreseen.plugins;
    const bool isGood = foreseen.faults.empty() && foreseen.leftOut.empty();
    for (const std::string& fault : foreseen.faults) std::cerr << "portico: would not start: " << fault << '\n';
    auto running = runningPlugins(options);
    addRemoved(plugins, running);
    if (!invocation.has("json")) {
        for (const host::InstalledPlugin& plugin : plugins) print(plugin, running[plugin.id]);
        return isGood ? Done : Failed;
    }
    std::cout << "[\n";
    for (const host::InstalledPlugin& plugin : plugins)
        printJson(plugin, running[plugin.id], &plugin == &plugins.back());
    std::cout << "]\n";
    return isGood ? Done : Failed;
}

void printManifest(const loader::Manifest& manifest) {
    std::cout << "id        " << manifest.id << "\nversion   " << manifest.version << "\nsummary   " << manifest.summary
              << "\nABI       " << manifest.abiMajor << '.' << manifest.abiMinor << "\nprovides  "
              << joined(manifest.provides) << "\nneeds     " << joined(manifest.needs) << '\n';
    if (!manifest.wants.empty()) std::cout << "wants     " << joined(manifest.wants) << '\n';
    for (const loader::NeededPlugin& plugin : manifest.neededPlugins)
        std::cout << "needs     the plugin " << plugin.id << ' ' << plugin.versions.text() << '\n';
    for (const config::Declaration& setting : manifest.settings) std::cout << settingLines(setting);
}

void printProblems(const loader::PluginFile& plugin, std::ostream& out) {
    for (const std::string& problem : plugin.problems) out << plugin.file.string() << ": " << problem << '\n';
}

int info(const Invocation& invocation) {
    const loader::PluginFile plugin = host::checkPlugin(invocation.operands().front());
    if (!plugin.manifest) {
        printProblems(plugin, std::cerr);
        return Failed;
    }
    std::cout << "file      " << plugin.file.string() << '\n';
    printManifest(*plugin.manifest);
    std::cout << "libraries " << joined(plugin.libraries) << '\n';
    return Done;
}

int checkPluginFile(const Invocation& invocation) {
    const loader::PluginFile plugin = host::checkPlugin(invocation.operands().front());
    printProblems(plugin, std::cout);
    if (plugin.isAcceptable()) std::cout << plugin.file.string() << ": would be loaded\n";
    return plugin.isAcceptable() ? Done : Failed;
}

// Reports what `serve` would do with this plugin if it were installed with the others. Faults that already exist are not
// reported.
int tryOut(const Invocation& invocation) {
    host::Options options = hostOptions(invocation);
    const std::vector<std::string> before = host::preview(options).leftOut;
    options.tried = std::filesystem::absolute(invocation.operands().front());
    host::Preview foreseen = host::check(options);
    std::erase_if(foreseen.leftOut, [&](const auto& one) { return std::ranges::find(before, one) != before.end(); });
    const auto plugin = std::ranges::find(foreseen.plugins, options.tried.string(), &host::InstalledPlugin::file);
    if (plugin == foreseen.plugins.end()) throw std::runtime_error(options.tried.string() + " cannot be found");
    for (const std::string& sentence : foreseen.leftOut) std::cout << sentence << '\n';
    for (const host::ProbeReport::Route& route : foreseen.routes)
        if (route.plugin == plugin->id)
            std::cout << std::left << std::setw(methodColumn(foreseen.routes)) << route.method << std::setw(28)
                      << route.path << ' ' << route.guard << '\n';
    if (plugin->state == "idle") std::cout << plugin->file << ": " << joined(plugin->reasons) << '\n';
    if (plugin->state == "used") std::cout << plugin->file << ": would serve\n";
    return foreseen.leftOut.empty() ? Done : Failed;
}

int release(const Invocation& invocation) {
    const std::string& id = invocation.operands().front();
    const std::size_t released = host::release(hostOptions(invocation), id);
    if (released == 0) throw std::runtime_error("no file of " + id + " is quarantined; see `portico plugins list`");
    std::cout << "released " << id << "; `portico reload` loads it\n";
    return Done;
}

// Asks the running server, which takes the change with a reload; without one, the next start takes it.
int switchPlugin(const Invocation& invocation, const std::string& command, host::Switch to) {
    const host::Options options = hostOptions(invocation);
    const std::string& id = invocation.operands().front();
    if (const auto answer = askIfRunning(options, command + ' ' + id)) {
        tellReload(*answer);
        return Done;
    }
    host::switchPlugin(options, id, to);
    std::cout << command << "d " << id << "; no server runs, so this takes effect at the next start\n";
    return Done;
}

int disable(const Invocation& invocation) { return switchPlugin(invocation, "disable", host::Switch::off); }
int enable(const Invocation& invocation) { return switchPlugin(invocation, "enable", host::Switch::on); }

int reloadPlugin(const Invocation& invocation) {
    tellReload(askRunning(hostOptions(invocation), "renew " + invocation.operands().front()));
    return Done;
}

} // namespace

std::vector<Command> pluginCommands() {
    return {
        {"plugins list", "", 0, 0, "List the installed plugins: used, idle, refused or quarantined, and why.",
         withHostOptions({{"json", "", "Print JSON."}}), list},
        {"plugins release", "ID", 1, 1, "Release a plugin from quarantine, so that it is loaded again.",
         withHostOptions({}), release},
        {"plugins info", "FILE", 1, 1, "Print the manifest of a plugin without running its code.", {}, info},
        {"plugins check",
         "FILE",
         1,
         1,
         "Check whether a plugin would be loaded, without running its code.",
         {},
         checkPluginFile},
        {"plugins try", "FILE", 1, 1, "Run a trial load of a plugin with the site, in a separate process.",
         withHostOptions({}), tryOut},
        {"plugins disable", "ID", 1, 1, "Disable a plugin that no other one needs, now and at every later start.",
         withHostOptions({}), disable},
        {"plugins enable", "ID", 1, 1, "Enable a plugin that `plugins disable` has disabled.", withHostOptions({}),
         enable},
        {"plugins reload", "ID", 1, 1, "Load one plugin of the running server anew, and no change of other plugins.",
         withHostOptions({}), reloadPlugin},
    };
}

} // namespace portico::cli
