// SPDX-License-Identifier: Apache-2.0
#include "host/control/plugin_changes.h"

#include "host/process/switched_off.h"
#include "loader/file/discover.h"

#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace portico::host {

namespace {

using Result = Generations::ReloadResult;

std::string listOf(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

// Calls `restore` before `next` if the reload was refused.
Reloads::OnFinished restoring(std::function<void()> restore, Reloads::OnFinished next, http::Log& log) {
    return [restore = std::move(restore), next = std::move(next), &log](const Result& result) {
        try {
            if (!result.done) restore();
        } catch (const std::exception& error) {
            log.write(PORTICO_LOG_ERROR, "host", error.what());
        }
        next(result);
    };
}

} // namespace

bool PluginChanges::take(const std::string& line, Reloads::OnFinished onFinished) {
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string command = line.substr(0, space);
    const std::string id = space < line.size() ? line.substr(space + 1) : "";
    if (command == "disable")
        disable(id, std::move(onFinished));
    else if (command == "enable")
        enable(id, std::move(onFinished));
    else if (command == "renew")
        renew(id, std::move(onFinished));
    else
        return false;
    return true;
}

void PluginChanges::disable(const std::string& id, Reloads::OnFinished onFinished) {
    const SwitchedOff switchedOff(generations_.current().settings().path("state.directory"));
    if (switchedOff.ids().contains(id)) throw std::runtime_error(id + " is already disabled");
    if (!isInstalled(id)) throw std::runtime_error("no plugin " + id + " is installed; see `portico plugins list`");
    if (const auto others = generations_.current().plugins().thatNeed(id); !others.empty())
        throw std::runtime_error(id + " is needed by " + listOf(others) + "; disable " +
                                 (others.size() == 1 ? "that plugin" : "those plugins") + " first");
    switchedOff.add(id);
    reloads_.ask("portico plugins disable " + id,
                 restoring([=] { switchedOff.remove(id); }, std::move(onFinished), processState_.log));
}

void PluginChanges::enable(const std::string& id, Reloads::OnFinished onFinished) {
    const SwitchedOff switchedOff(generations_.current().settings().path("state.directory"));
    if (!switchedOff.ids().contains(id))
        throw std::runtime_error(id + " is not disabled by `portico plugins disable`; see `portico plugins list`");
    switchedOff.remove(id);
    reloads_.ask("portico plugins enable " + id,
                 restoring([=] { switchedOff.add(id); }, std::move(onFinished), processState_.log));
}

void PluginChanges::renew(const std::string& id, Reloads::OnFinished onFinished) {
    const auto& running = generations_.current().plugins().plugins();
    if (std::ranges::none_of(running, [&](const auto& plugin) { return plugin->id() == id; }))
        throw std::runtime_error("no plugin " + id + " runs; see `portico plugins list`");
    mustBeTheOnlyChange(id);
    reloads_.ask("portico plugins reload " + id, std::move(onFinished), id);
}

// A reload takes the files of all plugins as they are.
void PluginChanges::mustBeTheOnlyChange(const std::string& id) const {
    const Generation& current = generations_.current();
    std::vector<std::string> others;
    for (const auto& plugin : current.plugins().plugins())
        if (plugin->id() != id &&
            processState_.inspections->inspect(plugin->file().file, ::geteuid()).hash != plugin->file().hash)
            others.push_back(plugin->id());
    for (const auto& file : loader::discover(current.settings().paths("plugins.directories")).files)
        if (!isInstalled(file.stem().string())) others.push_back(file.stem().string());
    if (!others.empty())
        throw std::runtime_error("files of other plugins have changed, too: " + listOf(others) +
                                 "; `portico reload` takes all changes");
}

bool PluginChanges::isInstalled(const std::string& id) const {
    const loader::PluginSet& set = generations_.current().plugins();
    return std::ranges::any_of(set.plugins(), [&](const auto& plugin) { return plugin->id() == id; }) ||
           std::ranges::find(set.report().idle, id, &loader::UnusedPlugin::id) != set.report().idle.end() ||
           std::ranges::find(set.report().refused, id, &loader::Refusal::plugin) != set.report().refused.end();
}

} // namespace portico::host
