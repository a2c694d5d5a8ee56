// SPDX-License-Identifier: Apache-2.0
// The server as a whole.
#include "host/host.h"

#include "host/certificates.h"
#include "host/generation.h"
#include "host/log.h"
#include "host/refusal.h"
#include "host/services.h"
#include "host/signals.h"
#include "host/sockets.h"

#include <sodium.h>

#include <set>

namespace portico::host {

namespace {

// Before the first random byte; no thread runs yet.
void beginCrypto() {
    if (::sodium_init() < 0) throw std::runtime_error("libsodium cannot be used on this machine");
}

ServerLog logFor(const config::Settings& settings) { return {settings.string("log.level"), startedByJournal()}; }

} // namespace

void serve(const Options& options, const std::function<void(const std::vector<std::string>&)>& ready) {
    Signals signals;
    beginCrypto();
    Setup setup = setUp(options);
    ServerLog log = logFor(setup.settings);
    http::ServerOptions sockets = openSockets(setup.settings, options.sources.environment);
    const auto patience = static_cast<int>(setup.settings.duration("limits.stop_wait").count());
    const Generation generation(std::move(setup), log);
    http::PocoServer server(
        std::move(sockets), [&] { return generation.serving(); }, log);
    server.start();
    ready(server.addresses());
    signals.waitForStop();
    log.write(PORTICO_LOG_INFO, "host", "stopping: requests in flight may finish");
    server.stop(patience);
}

Checked check(const Options& options) {
    beginCrypto();
    Setup setup = setUp(options);
    certificatesFrom(setup.settings, options.sources.environment, false);
    ServerLog log("error", startedByJournal());
    const loader::Wishes wishes = wishesOf(setup);
    const std::size_t installed = setup.inventory.plugins.size();
    auto services = std::make_shared<Services>(setup.settings, log);
    const loader::PluginSet plugins =
        loader::load(std::move(setup.inventory), wishes, std::move(services), loader::Until::created);
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
    const Generation generation(setUp(options), log);
    return generation.serving()->targets;
}

} // namespace portico::host
