// SPDX-License-Identifier: Apache-2.0
// The server as a whole.
#include "host/host.h"

#include "host/certificates.h"
#include "host/generation.h"
#include "host/log.h"
#include "host/refusal.h"
#include "host/services.h"
#include "host/signals.h"
#include "http/poco_server.h"

#include <sodium.h>

#include <set>

namespace portico::host {

namespace {

http::ServerOptions serverOptions(const config::Settings& settings) {
    http::ServerOptions options;
    options.listen = settings.list("server.listen");
    options.threads = static_cast<int>(settings.integer("server.threads"));
    options.queued = static_cast<int>(settings.integer("limits.queue"));
    options.keepAliveSeconds = static_cast<int>(settings.duration("limits.idle").count());
    options.timeoutSeconds = static_cast<int>(settings.duration("limits.read_wait").count());
    return options;
}

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
    const http::ServerOptions sockets = serverOptions(setup.settings);
    const auto patience = static_cast<int>(setup.settings.duration("limits.stop_wait").count());
    const Generation generation(std::move(setup), log);
    http::PocoServer server(sockets, [&] { return generation.serving(); });
    server.start();
    ready(server.addresses());
    signals.waitForStop();
    log.write(PORTICO_LOG_INFO, "host", "stopping: requests in flight may finish");
    server.stop(patience);
}

Checked check(const Options& options) {
    beginCrypto();
    Setup setup = setUp(options);
    certificatesFrom(setup.settings, options.sources.environment);
    ServerLog log("error", startedByJournal());
    const loader::Wishes wishes = wishesOf(setup);
    const std::size_t installed = setup.inventory.plugins.size();
    auto services = std::make_shared<Services>(setup.settings, log);
    const loader::PluginSet plugins =
        loader::load(std::move(setup.inventory), wishes, std::move(services), loader::Until::created);
    if (!plugins.ok()) throw Refusal(reasonsOf(plugins.report()));
    Checked checked{0, setup.warnings};
    std::set<std::string> out; // a set: a plugin may be refused for several reasons
    for (const loader::Refusal& refusal : plugins.report().refused) {
        checked.warnings.push_back(refusal.sentence);
        out.insert(refusal.plugin);
    }
    for (const loader::Idle& idle : plugins.report().idle) out.insert(idle.id);
    checked.plugins = installed - out.size();
    return checked;
}

std::vector<http::Target> routes(const Options& options) {
    beginCrypto();
    ServerLog log("warning", startedByJournal());
    const Generation generation(setUp(options), log);
    return generation.serving()->targets;
}

} // namespace portico::host
