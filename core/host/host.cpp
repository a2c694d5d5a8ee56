// SPDX-License-Identifier: Apache-2.0
// Starts the parts of the server, runs the control loop, and stops them in order.
#include "host/host.h"

#include "host/control/control.h"
#include "host/dev/dev_mode.h"
#include "host/health/crash_handler.h"
#include "host/health/daily_task.h"
#include "host/health/heartbeat.h"
#include "host/health/quarantine.h"
#include "host/health/requests_in_progress.h"
#include "host/health/watchdog.h"
#include "host/log/log.h"
#include "host/log/plugin_output.h"
#include "host/monitor/host_metrics.h"
#include "host/process/certificates.h"
#include "host/process/descriptors.h"
#include "host/process/notify.h"
#include "host/process/refusal.h"
#include "host/process/signals.h"
#include "host/process/sockets.h"
#include "host/process/state_directory.h"
#include "host/reload/health_warnings.h"
#include "host/tasks/task_threads.h"

#include <sodium.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <poll.h>
#include <stdexcept>

namespace portico::host {

namespace {

// Call before the first random byte is needed, while no other thread runs.
void beginCrypto() {
    if (::sodium_init() < 0) throw std::runtime_error("libsodium cannot be initialized on this machine");
}

// How long plugins may take to stop after the server's last request.
constexpr std::chrono::seconds pluginsMayStop{10};

// Ends the process because a plugin does not return: its thread cannot be ended, and what it uses cannot be destroyed.
[[noreturn]] void endWithout(const std::string& what, ServerLog& log) {
    log.write(PORTICO_LOG_ERROR, "host", what + ": exiting anyway");
    for (const std::vector<std::string>& calls : {requestsInProgress(), controlCalls()})
        for (const std::string& call : calls) log.write(PORTICO_LOG_ERROR, "host", "has not returned: " + call);
    log.flushHeldLines();
    std::_Exit(EXIT_FAILURE);
}

// Builds the first generation on the worker, so that signals are handled meanwhile. Nothing if a signal ends the server before
// it serves.
std::optional<Built> firstGeneration(Builder& builder, Worker& worker, Signals& signals, ServerLog& log) {
    auto built = std::make_shared<Built>();
    worker.add("building the first generation", std::chrono::hours(24),
               [&builder, built] { *built = builder.build(1, nullptr); });
    std::array<pollfd, 2> waiting{{{signals.descriptor(), POLLIN, 0}, {worker.descriptor(), POLLIN, 0}}};
    while (::poll(waiting.data(), waiting.size(), -1) <= 0 || waiting[1].revents == 0)
        if (const int signal = signals.next(); signal == SIGTERM || signal == SIGINT) {
            log.write(PORTICO_LOG_INFO, "host", "stopping before anything was served");
            if (!worker.finish(pluginsMayStop)) endWithout("a plugin has not started within 10 s", log);
            return std::nullopt;
        }
    worker.heard();
    return std::move(*built);
}

// Imports the crashes of earlier runs. Only the server does this: commands read the quarantine and change nothing.
Quarantine quarantined(const config::Settings& settings, http::Log& log) {
    Quarantine quarantine(makeState(settings.path("state.directory")));
    try {
        quarantine.importCrashes(
            {settings.integer("plugins.crashes"), settings.duration("plugins.crash_window").count()},
            std::time(nullptr));
    } catch (const std::runtime_error& error) { // a full disk must not prevent serving
        log.write(PORTICO_LOG_WARNING, "host", error.what());
    }
    return quarantine;
}

void recordCrashes(CrashHandler& crashes, const Quarantine& quarantine, http::Log& log) {
    if (const std::string problem = crashes.recordIn(quarantine.crashFile()); !problem.empty())
        log.write(PORTICO_LOG_WARNING, "host", problem + "; crashes are reported to standard error only");
}

void logHealthWarnings(const ProcessState& processState, http::Log& log) {
    for (const std::string& warning : healthWarnings(processState, std::time(nullptr)))
        log.write(PORTICO_LOG_WARNING, "host", warning);
}

// A warning and not a refusal: with fewer clients, the limit is sufficient.
void prepareDescriptors(const config::Settings& settings, ServerLog& log) {
    const auto connections = static_cast<std::uint64_t>(settings.integer("limits.connections"));
    if (const auto missing = missingDescriptors(connections, raiseDescriptorLimit()))
        log.write(PORTICO_LOG_WARNING, "host", *missing);
}

std::string joined(const std::vector<std::string>& addresses) {
    std::string text;
    for (const std::string& address : addresses) text += (text.empty() ? "" : ", ") + address;
    return text;
}

} // namespace

void serve(const Options& options, const std::function<void(const std::vector<std::string>&)>& ready) {
    Signals signals;
    beginCrypto();
    const auto inspections = std::make_shared<loader::InspectionCache>();
    std::optional<Setup> setup = setUp(options, inspections.get());
    const config::Settings first = setup->settings;
    ServerLog log(first.string("log.level"), startedByJournal());
    const PluginOutput output(log);
    prepareDescriptors(first, log);
    ProcessState processState(log, first.path("plugins.cache"));
    processState.inspections = inspections;
    CrashHandler crashes(processState.accounts);
    recordCrashes(crashes, quarantined(first, log), log);
    std::optional<DevMode> dev;
    if (options.forDevelopers) {
        dev.emplace(options, first);
        processState.checks = std::make_unique<capabilities::KeptTables>();
    }
    http::ServerOptions sockets = openSockets(first, options.sources.environment);
    sockets.away = processState.away;
    sockets.notices = processState.notices;
    sockets.metrics = &processState.metrics;
    processState.tls = sockets.tls;
    Worker worker;
    Builder builder(options, processState, dev ? dev->generationOptions() : GenerationOptions());
    std::optional<Built> built = firstGeneration(builder, worker, signals, log);
    if (!built) return;
    setup.reset(); // until here it kept the bytes of the plugins for the first generation
    crashes.watchExits();
    Generations generations(std::move(*built), processState, worker);
    Watchdog watchdog(first.duration("limits.plugin_wait"), log);
    http::PocoServer server(std::move(sockets), generations.serving(), log);
    const HostMetrics metrics(processState, server);
    Control control(first.path("server.control"), builder, generations, worker, processState);
    if (dev) control.watch(*dev);
    control.onReload([&] {
        const config::Settings& settings = generations.current().settings();
        watchdog.setTimeout(settings.duration("limits.plugin_wait"));
        recordCrashes(crashes, Quarantine(settings.path("state.directory")), log);
        crashes.watchExits();
        logHealthWarnings(processState, log);
        processState.notices->forget(); // the cause may be fixed
    });
    server.start();
    const TaskThreads taskThreads(processState.tasks);
    processState.addresses = server.addresses();
    ready(processState.addresses);
    logHealthWarnings(processState, log);
    const DailyTask reminder([&] { logHealthWarnings(processState, log); });
    notifyReady("Serving " + joined(processState.addresses));
    {
        const Heartbeat heartbeat(
            [&] {
                return Progress{server.laneProgress(), control.iterations(), worker.isExhausted()};
            },
            log);
        control.run(signals);
    }
    const auto stopTimeout = generations.current().settings().duration("limits.stop_wait");
    notifyStopping(stopTimeout + pluginsMayStop + std::chrono::seconds(5));
    log.write(PORTICO_LOG_INFO, "host", "stopping: requests in flight may finish");
    processState.tasks.close();
    if (!server.stop(static_cast<int>(stopTimeout.count())))
        endWithout("a request did not finish within limits.stop_wait", log);
    generations.retireAll();
    if (!worker.finish(pluginsMayStop)) endWithout("a plugin did not stop within 10 s", log);
}

Preview check(const Options& options) {
    loader::InspectionCache inspections;
    const Setup setup = setUp(options, &inspections);
    const auto certificates = certificatesFrom(setup.settings, options.sources.environment, false);
    Preview checked = preview(options, &inspections);
    if (certificates)
        for (std::string& problem : certificates->dateProblems(std::time(nullptr)))
            checked.warnings.push_back(std::move(problem));
    checked.warnings.insert(checked.warnings.begin(), setup.warnings.begin(), setup.warnings.end());
    if (checked.faults.empty()) return checked;
    std::vector<std::string> reasons = checked.leftOut;
    reasons.insert(reasons.end(), checked.faults.begin(), checked.faults.end());
    throw Refusal(std::move(reasons));
}

std::size_t release(const Options& options, const std::string& plugin) {
    const std::filesystem::path state = setUp(options).settings.path("state.directory");
    return judgeState(state) ? Quarantine(state).release(plugin) : 0;
}

} // namespace portico::host
