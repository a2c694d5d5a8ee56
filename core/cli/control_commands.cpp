// SPDX-License-Identifier: Apache-2.0
// `portico reload` and `status`, and the probe process of trial loads.
#include "cli/commands.h"

#include "cli/control_answer.h"
#include "cli/counted.h"
#include "cli/host_options.h"
#include "cli/shown_tasks.h"
#include "host/trial/probe_process.h"

#include <ctime>
#include <iomanip>
#include <iostream>

namespace portico::cli {

namespace {

int reload(const Invocation& invocation) {
    tellReload(askRunning(hostOptions(invocation), "reload"));
    return Done;
}

std::string age(std::int64_t since) { return shownSeconds(std::time(nullptr) - since); }

void printDraining(const base::JsonList& draining) {
    for (const base::Json& one : draining) {
        std::cout << "draining    generation " << one.number("generation") << ", "
                  << counted(one.number("requests"), "request") << " in flight\n";
        for (const std::string& holder : one.texts("holders")) std::cout << "            " << holder << '\n';
    }
}

void printPlugins(const base::JsonList& plugins) {
    for (const base::Json& one : plugins) {
        const std::string& installed = one.text("installed");
        std::cout << "plugin      " << std::left << std::setw(20) << one.text("id") << ' ' << one.text("version")
                  << "  loaded in generation " << one.number("loadedIn") << ", " << counted(one.number("calls"), "call")
                  << ", " << counted(one.number("errors"), "error") << ", " << one.number("microseconds") / 1000
                  << " ms" << (installed == "same" ? "" : "; the installed file has been " + installed) << '\n';
    }
}

void printLastReload(const base::Json* reload) {
    if (reload == nullptr || reload->as<base::JsonMap>() == nullptr) return;
    std::cout << "last reload " << age(reload->number("when")) << " ago, "
              << (reload->truth("done") ? "done" : "refused") << ": " << reload->text("reason") << '\n';
    for (const std::string& sentence : reload->texts("sentences")) std::cout << "            " << sentence << '\n';
}

int status(const Invocation& invocation) {
    const ControlAnswer answer = askRunning(hostOptions(invocation), "status");
    if (invocation.has("json")) {
        std::cout << answer.text << '\n';
        return Done;
    }
    const base::Json& state = answer.json;
    std::cout << "generation  " << state.number("generation") << ", since " << age(state.number("since"))
              << ", process " << state.number("pid") << '\n';
    for (const std::string& sentence : state.texts("healthWarnings")) std::cout << "warning     " << sentence << '\n';
    printDraining(state.list("draining"));
    for (const std::string& job : state.texts("late")) std::cout << "late        " << job << '\n';
    for (const std::string& call : state.texts("controlCalls"))
        std::cout << "running     " << call << ", outside of a request\n";
    printPlugins(state.list("plugins"));
    for (const base::Json& task : state.list("tasks"))
        std::cout << "task        " << shownTask(task, std::time(nullptr)) << '\n';
    for (const std::string& sentence : state.texts("refused")) std::cout << "refused     " << sentence << '\n';
    for (const std::string& sentence : state.texts("notices")) std::cout << "notice      " << sentence << '\n';
    const auto retired = state.number("retired");
    std::cout << "retired     " << retired
              << (retired == 1 ? " replaced library is kept" : " replaced libraries are kept")
              << (state.truth("restartAdvised") ? "; a restart is advised" : "") << '\n';
    for (const std::string& key : state.texts("waitingForRestart"))
        std::cout << "restart     " << key << " has changed since the server started\n";
    printLastReload(state.find("lastReload"));
    return Done;
}

int probe(const Invocation& invocation) {
    const std::vector<std::string> without = invocation.values("without");
    host::Options options = hostOptions(invocation);
    options.tried = invocation.value("try");
    host::runProbe(options, {without.begin(), without.end()});
    return Failed; // runProbe ends the process
}

} // namespace

std::vector<Command> controlCommands() {
    return {
        {"reload", "", 0, 0, "Make the running server apply changes of plugins, pages and configuration.",
         withHostOptions({}), reload},
        {"status", "", 0, 0, "Show the state of the running server: generations, plugins, tasks, the last reload.",
         withHostOptions({{"json", "", "Print JSON."}}), status},
        {"probe", "", 0, 0, "", withHostOptions({{"without", "ID", ""}, {"try", "FILE", ""}}),
         probe}, // for programs only
    };
}

} // namespace portico::cli
