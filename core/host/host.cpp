// SPDX-License-Identifier: Apache-2.0
// The server as a whole.
#include "host/host.h"

#include "host/certificates.h"
#include "host/control.h"
#include "host/generations.h"
#include "host/log.h"
#include "host/refusal.h"
#include "host/services.h"
#include "host/signals.h"
#include "host/sockets.h"

#include <sodium.h>

#include <cstdlib>
#include <set>

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

} // namespace

void serve(const Options& options, const std::function<void(const std::vector<std::string>&)>& ready) {
    Signals signals;
    beginCrypto();
    const config::Settings first = setUp(options).settings;
    ServerLog log(first.string("log.level"), startedByJournal());
    Lasting lasting(log, first.path("plugins.cache"));
    http::ServerOptions sockets = openSockets(first, options.sources.environment);
    sockets.away = lasting.away;
    lasting.tls = sockets.tls;
    Generations generations(options, lasting);
    http::PocoServer server(std::move(sockets), generations.serving(), log);
    Control control(first.path("server.control"), generations, log);
    server.start();
    ready(server.addresses());
    control.run(signals);
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

std::vector<http::Target> routes(const Options& options) {
    beginCrypto();
    ServerLog log("warning", startedByJournal());
    Lasting lasting(log);
    const Generation generation(setUp(options), lasting);
    return generation.serving().targets;
}

} // namespace portico::host
