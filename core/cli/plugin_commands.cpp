// SPDX-License-Identifier: Apache-2.0
// `portico plugins ...`.
#include "cli/plugin_commands.h"

#include "cli/host_options.h"
#include "cli/json_text.h"
#include "host/generation.h"
#include "host/installed.h"

#include <filesystem>
#include <iomanip>
#include <iostream>
#include <unistd.h>

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
        json += jsonText(text);
    }
    return json += ']';
}

void print(const host::InstalledPlugin& plugin) {
    std::cout << std::left << std::setw(20) << plugin.id << ' ' << std::setw(9) << plugin.version << ' ' << std::setw(9)
              << plugin.state << ' ' << joined(plugin.provides) << '\n';
    for (const std::string& reason : plugin.reasons) std::cout << "    " << reason << '\n';
}

void printJson(const host::InstalledPlugin& plugin, bool last) {
    std::cout << "  {\"id\": " << jsonText(plugin.id) << ", \"version\": " << jsonText(plugin.version)
              << ", \"state\": " << jsonText(plugin.state) << ", \"file\": " << jsonText(plugin.file)
              << ", \"provides\": " << jsonList(plugin.provides) << ", \"reasons\": " << jsonList(plugin.reasons)
              << (last ? "}\n" : "},\n");
}

int list(const Invocation& invocation) {
    const std::vector<host::InstalledPlugin> plugins = host::installedPlugins(hostOptions(invocation));
    if (!invocation.has("json")) {
        for (const host::InstalledPlugin& plugin : plugins) print(plugin);
        return Done;
    }
    std::cout << "[\n";
    for (const host::InstalledPlugin& plugin : plugins) printJson(plugin, &plugin == &plugins.back());
    std::cout << "]\n";
    return Done;
}

void printManifest(const loader::Manifest& manifest) {
    std::cout << "id        " << manifest.id << "\nversion   " << manifest.version << "\nsummary   " << manifest.summary
              << "\nABI       " << manifest.abiMajor << '.' << manifest.abiMinor << "\nprovides  "
              << joined(manifest.provides) << "\nneeds     " << joined(manifest.needs) << '\n';
    for (const config::Declaration& setting : manifest.settings)
        std::cout << "setting   " << setting.name << " (" << config::typeName(setting.type) << ", default "
                  << (setting.standard.empty() ? "empty" : setting.standard) << "): " << setting.sentence << '\n';
}

loader::PluginFile inspected(const Invocation& invocation) {
    return loader::inspect(std::filesystem::absolute(invocation.operands().front()), ::geteuid());
}

void printProblems(const loader::PluginFile& plugin, std::ostream& out) {
    for (const std::string& problem : plugin.problems) out << plugin.file.string() << ": " << problem << '\n';
}

int info(const Invocation& invocation) {
    const loader::PluginFile plugin = inspected(invocation);
    if (!plugin.manifest) {
        printProblems(plugin, std::cerr);
        return Failed;
    }
    std::cout << "file      " << plugin.file.string() << '\n';
    printManifest(*plugin.manifest);
    std::cout << "libraries " << joined(plugin.libraries) << '\n';
    return Done;
}

int check(const Invocation& invocation) {
    const loader::PluginFile plugin = inspected(invocation);
    printProblems(plugin, std::cout);
    if (plugin.isAcceptable()) std::cout << plugin.file.string() << ": would be loaded\n";
    return plugin.isAcceptable() ? Done : Failed;
}

} // namespace

std::vector<Command> pluginCommands() {
    return {
        {"plugins list", "", 0, 0, "List the installed plugins: used, idle, refused and why.",
         withHostOptions({{"json", "", "Print JSON."}}), list},
        {"plugins info", "FILE", 1, 1, "Print what a plugin says of itself; runs none of its code.", {}, info},
        {"plugins check", "FILE", 1, 1, "Say whether a plugin would be loaded; runs none of its code.", {}, check},
    };
}

} // namespace portico::cli
