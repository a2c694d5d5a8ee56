// SPDX-License-Identifier: Apache-2.0
// The server as a whole.
#include "host/host.h"

#include "host/certificates.h"
#include "host/control.h"
#include "host/crash_handler.h"
#include "host/dev_mode.h"
#include "host/generations.h"
#include "host/heartbeat.h"
#include "host/log.h"
#include "host/notify.h"
#include "host/quarantine.h"
#include "host/refusal.h"
#include "host/services.h"
#include "host/signals.h"
#include "host/sockets.h"
#include "host/watchdog.h"

#include <sodium.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <set>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>

namespace portico::host {

namespace {

// Before the first random byte; no thread runs yet.
void beginCrypto() {
    if (::sodium_init() < 0) throw std::runtime_error("libsodium cannot be used on this machine");
}

// A handler does not come back: its thread cannot be ended, and what it works with cannot be taken down under it.
[[noreturn]] void endWithout(ServerLog& log) {
    log.write(PORTICO_LOG_ERROR, "host", "a request did not finish within limits.stop_wait: ending without it");
    std::_Exit(EXIT_FAILURE);
}

// What crashed before this start is taken in now. Only here: commands look at it and change nothing.
Quarantine quarantined(const config::Settings& settings) {
    const std::filesystem::path state = settings.path("state.directory");
    if (::mkdir(state.c_str(), 0700) != 0 && errno != EEXIST)
        throw std::runtime_error("state.directory " + state.string() +
                                 " cannot be made: " + std::generic_category().message(errno));
    Quarantine quarantine(state);
    quarantine.takeIn({settings.integer("plugins.crashes"), settings.duration("plugins.crash_window").count()},
                      std::time(nullptr));
    return quarantine;
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
    const config::Settings first = setUp(options).settings;
    ServerLog log(first.string("log.level"), startedByJournal());
    Lasting lasting(log, first.path("plugins.cache"));
    const CrashHandler crashes(lasting.accounts, quarantined(first).crashFile());
    std::optional<DevMode> dev;
    if (options.forDevelopers) dev.emplace(options, first);
    http::ServerOptions sockets = openSockets(first, options.sources.environment);
    sockets.away = lasting.away;
    lasting.tls = sockets.tls;
    Generations generations(options, lasting, dev ? dev->circumstances() : Circumstances());
    Watchdog watchdog(first.duration("limits.plugin_wait"), log);
    http::PocoServer server(std::move(sockets), generations.serving(), log);
    Control control(first.path("server.control"), generations, lasting);
    if (dev) control.watch(*dev);
    control.onSwap([&] { watchdog.setPatience(generations.current().settings().duration("limits.plugin_wait")); });
    server.start();
    lasting.addresses = server.addresses();
    ready(lasting.addresses);
    notifyReady("Serving " + joined(lasting.addresses));
    {
        const Heartbeat heartbeat([&server] { return server.pulse(); }, log);
        control.run(signals);
    }
    notifyStopping();
    log.write(PORTICO_LOG_INFO, "host", "stopping: requests in flight may finish");
    const auto patience = generations.current().settings().duration("limits.stop_wait");
    if (!server.stop(static_cast<int>(patience.count()))) endWithout(log);
}

Checked check(const Options& options) {
    beginCrypto();
    Setup setup = setUp(options);
    certificatesFrom(setup.settings, options.sources.environment, false);
    ServerLog log("error", startedByJournal());
    Lasting lasting(log);
    const loader::Wishes wishes = wishesOf(setup);
    const std::size_t installed = setup.inventory.plugins.size();
    auto services = std::make_shared<Services>(setup.settings, lasting);
    const loader::PluginSet plugins = loader::load(std::move(setup.inventory), wishes, lasting.libraries,
                                                   std::move(services), loader::Until::created);
    if (!plugins.ok()) throw Refusal(reasonsOf(plugins.report()));
    const loader::Report& report = plugins.report();
    Checked checked{.warnings = setup.warnings};
    std::set<std::string> refused; // a set: a plugin may be refused for several reasons
    for (const loader::Refusal& refusal : report.refused) {
        checked.warnings.push_back(refusal.sentence);
        refused.insert(refusal.plugin);
    }
    checked.refused = refused.size();
    std::set<std::string> unused = refused;
    for (const loader::Idle& idle : report.idle) unused.insert(idle.id);
    checked.plugins = installed - unused.size();
    return checked;
}

std::size_t release(const Options& options, const std::string& plugin) {
    return Quarantine(setUp(options).settings.path("state.directory")).release(plugin);
}

std::vector<http::Target> routes(const Options& options) {
    beginCrypto();
    ServerLog log("warning", startedByJournal());
    Lasting lasting(log);
    const Generation generation(setUp(options), lasting);
    return generation.serving().targets;
}

} // namespace portico::host
