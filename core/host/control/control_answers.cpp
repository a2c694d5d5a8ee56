// SPDX-License-Identifier: Apache-2.0
// The answers of the control socket.
#include "host/control/control_answers.h"

#include "host/health/requests_in_progress.h"
#include "host/log/json_lines.h"
#include "host/reload/health_warnings.h"
#include "host/tasks/tasks_json.h"

#include <unistd.h>

namespace portico::host {

std::string reloadAnswer(const Generations::ReloadResult& result, const Generations& generations) {
    return JsonLine()
        .raw("done", result.done ? "true" : "false")
        .raw("generation", std::to_string(generations.current().number()))
        .raw("draining", std::to_string(generations.draining().size()))
        .raw("sentences", jsonList(result.sentences))
        .end();
}

std::string errorAnswer(std::string_view sentence) { return JsonLine().text("error", sentence).end(); }

namespace {

std::string secondsOf(std::chrono::system_clock::time_point when) {
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch()).count());
}

// Whether the installed file still has the content that runs.
std::string installedState(const loader::PluginFile& running, loader::InspectionCache& inspections) {
    std::error_code error;
    if (!std::filesystem::exists(running.file, error) && !error) return "removed";
    return inspections.inspect(running.file, ::geteuid()).hash == running.hash ? "same" : "changed";
}

// The sum over all versions of its file, so that the counters continue when a plugin is replaced.
JsonLine countsOf(const std::string& plugin, const capabilities::PluginStatsTable& accounts) {
    std::uint64_t calls = 0, errors = 0, nanoseconds = 0;
    for (const capabilities::PluginStats* one = accounts.newest(); one != nullptr; one = one->next) {
        if (one->plugin != plugin) continue;
        calls += one->calls;
        errors += one->errors;
        nanoseconds += one->nanoseconds;
    }
    return JsonLine()
        .raw("calls", std::to_string(calls))
        .raw("errors", std::to_string(errors))
        .raw("microseconds", std::to_string(nanoseconds / 1000));
}

std::string pluginJson(const loader::Plugin& plugin, unsigned loadedIn, ProcessState& processState) {
    const loader::PluginFile& file = plugin.file();
    return countsOf(plugin.id(), processState.accounts)
        .text("id", plugin.id())
        .text("version", plugin.manifest().version)
        .text("file", file.file.string())
        .text("sha256", file.hash)
        .text("installed", installedState(file, *processState.inspections))
        .raw("loadedIn", std::to_string(loadedIn))
        .raw("provides", jsonList(plugin.manifest().provides))
        .end();
}

std::string pluginsJson(const Generations& generations, ProcessState& processState) {
    std::string list;
    for (const auto& plugin : generations.current().plugins().plugins())
        list.append(list.empty() ? "" : ",").append(pluginJson(*plugin, generations.loadedIn(*plugin), processState));
    return '[' + list + ']';
}

std::string drainingJson(const Generations& generations) {
    std::string list;
    for (const auto& generation : generations.draining())
        list.append(list.empty() ? "" : ",")
            .append(JsonLine()
                        .raw("generation", std::to_string(generation->number()))
                        .raw("since", secondsOf(generation->began()))
                        .raw("requests", std::to_string(generations.pinned(*generation)))
                        .raw("holders", jsonList(requestsInProgress(generation->number())))
                        .end());
    return '[' + list + ']';
}

std::string reloadJson(const std::optional<Generations::ReloadResult>& result) {
    if (!result) return "null";
    return JsonLine()
        .text("reason", result->reason)
        .raw("when", secondsOf(result->when))
        .raw("done", result->done ? "true" : "false")
        .raw("sentences", jsonList(result->sentences))
        .end();
}

std::vector<std::string> lateJobs(const Worker& worker) {
    std::vector<std::string> names;
    for (const Worker::Late& job : worker.late()) names.push_back(job.name);
    return names;
}

} // namespace

std::string statusAnswer(const Generations& generations, const Worker& worker, ProcessState& processState) {
    const Generation& current = generations.current();
    return JsonLine()
        .raw("pid", std::to_string(::getpid()))
        .raw("addresses", jsonList(processState.addresses))
        .raw("generation", std::to_string(current.number()))
        .raw("since", secondsOf(current.began()))
        .raw("draining", drainingJson(generations))
        .raw("plugins", pluginsJson(generations, processState))
        .raw("tasks", tasksJson(processState.tasks))
        .raw("healthWarnings", jsonList(healthWarnings(processState, std::time(nullptr))))
        .raw("refused", jsonList(sentencesOf(current.leftOut())))
        .raw("notices", jsonList(processState.notices->all()))
        .raw("retired", std::to_string(generations.retired()))
        .raw("restartAdvised", generations.isRestartAdvised() ? "true" : "false")
        .raw("late", jsonList(lateJobs(worker)))
        .raw("controlCalls", jsonList(controlCalls()))
        .raw("waitingForRestart", jsonList(generations.waitingForRestart()))
        .raw("lastReload", reloadJson(generations.lastReload()))
        .end();
}

} // namespace portico::host
