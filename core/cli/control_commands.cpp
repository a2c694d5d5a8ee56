// SPDX-License-Identifier: Apache-2.0
// `portico reload` and `status`, and the probe process of trial loads.
#include "cli/control_commands.h"

#include "cli/control_answer.h"
#include "cli/counted.h"
#include "cli/host_options.h"
#include "host/process/refusal.h"
#include "host/trial/probe_process.h"

#include <algorithm>
#include <ctime>
#include <iomanip>
#include <iostream>

namespace portico::cli {

namespace {

int reload(const Invocation& invocation) {
    tellReload(askRunning(hostOptions(invocation), "reload"));
    return Done;
}

std::string age(Poco::Int64 since) {
    const Poco::Int64 seconds = std::max<Poco::Int64>(0, std::time(nullptr) - since);
    if (seconds < 120) return std::to_string(seconds) + " s";
    return seconds < 7200 ? std::to_string(seconds / 60) + " min" : std::to_string(seconds / 3600) + " h";
}

void printDraining(const Poco::JSON::Array& draining) {
    for (unsigned i = 0; i < draining.size(); ++i) {
        const auto one = draining.getObject(i);
        std::cout << "draining    generation " << one->getValue<unsigned>("generation") << ", "
                  << counted(one->getValue<unsigned>("requests"), "request") << " in flight\n";
        for (const std::string& holder : textsOf(*one, "holders")) std::cout << "            " << holder << '\n';
    }
}

void printPlugins(const Poco::JSON::Array& plugins) {
    for (unsigned i = 0; i < plugins.size(); ++i) {
        const auto one = plugins.getObject(i);
        const auto installed = one->getValue<std::string>("installed");
        std::cout << "plugin      " << std::left << std::setw(20) << one->getValue<std::string>("id") << ' '
                  << one->getValue<std::string>("version") << "  loaded in generation "
                  << one->getValue<unsigned>("loadedIn") << ", "
                  << counted(one->getValue<Poco::UInt64>("calls"), "call") << ", "
                  << counted(one->getValue<Poco::UInt64>("errors"), "error") << ", "
                  << one->getValue<Poco::UInt64>("microseconds") / 1000 << " ms"
                  << (installed == "same" ? "" : "; the installed file was " + installed) << '\n';
    }
}

void printLastReload(const Poco::JSON::Object::Ptr& reload) {
    if (!reload) return;
    std::cout << "last reload " << age(reload->getValue<Poco::Int64>("when")) << " ago, "
              << (reload->getValue<bool>("done") ? "done" : "refused") << ": "
              << reload->getValue<std::string>("reason") << '\n';
    for (const std::string& sentence : textsOf(*reload, "sentences")) std::cout << "            " << sentence << '\n';
}

int status(const Invocation& invocation) {
    const ControlAnswer answer = askRunning(hostOptions(invocation), "status");
    if (invocation.has("json")) {
        std::cout << answer.text << '\n';
        return Done;
    }
    const Poco::JSON::Object& state = *answer.object;
    std::cout << "generation  " << state.getValue<unsigned>("generation") << ", since "
              << age(state.getValue<Poco::Int64>("since")) << ", process " << state.getValue<int>("pid") << '\n';
    for (const std::string& sentence : textsOf(state, "healthWarnings"))
        std::cout << "warning     " << sentence << '\n';
    printDraining(*state.getArray("draining"));
    for (const std::string& job : textsOf(state, "late")) std::cout << "late        " << job << '\n';
    for (const std::string& call : textsOf(state, "controlCalls"))
        std::cout << "running     " << call << ", outside of a request\n";
    printPlugins(*state.getArray("plugins"));
    for (const std::string& sentence : textsOf(state, "refused")) std::cout << "refused     " << sentence << '\n';
    for (const std::string& sentence : textsOf(state, "notices")) std::cout << "notice      " << sentence << '\n';
    const auto retired = state.getValue<unsigned>("retired");
    std::cout << "retired     " << retired
              << (retired == 1 ? " replaced library is kept" : " replaced libraries are kept")
              << (state.getValue<bool>("restartAdvised") ? "; a restart is advised" : "") << '\n';
    for (const std::string& key : textsOf(state, "waitingForRestart"))
        std::cout << "restart     " << key << " has changed since the server started\n";
    printLastReload(state.getObject("lastReload"));
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

void tellReload(const ControlAnswer& answer) {
    std::vector<std::string> sentences = textsOf(*answer.object, "sentences");
    const auto generation = answer.object->getValue<unsigned>("generation");
    if (!answer.object->getValue<bool>("done")) {
        sentences.push_back("not reloaded; generation " + std::to_string(generation) + " keeps serving");
        throw host::Refusal(std::move(sentences));
    }
    for (const std::string& sentence : sentences) std::cerr << "portico: note: " << sentence << '\n';
    std::cout << "reloaded: generation " << generation << " serves\n";
}

std::vector<Command> controlCommands() {
    return {
        {"reload", "", 0, 0, "Make the running server apply changes of plugins, pages and configuration.",
         withHostOptions({}), reload},
        {"status", "", 0, 0, "Show the state of the running server: generations, plugins, the last reload.",
         withHostOptions({{"json", "", "Print JSON."}}), status},
        {"probe", "", 0, 0, "", withHostOptions({{"without", "ID", ""}, {"try", "FILE", ""}}),
         probe}, // for programs only
    };
}

} // namespace portico::cli
