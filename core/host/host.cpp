// SPDX-License-Identifier: Apache-2.0
// The server as a whole.
#include "host/host.h"

#include "host/control.h"
#include "host/generations.h"
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

} // namespace

void serve(const Options& options, const std::function<void(const std::vector<std::string>&)>& ready) {
    Signals signals;
    beginCrypto();
    const config::Settings first = setUp(options).settings;
    ServerLog log(first.string("log.level"), startedByJournal());
    Lasting lasting(log, first.path("plugins.cache"));
    Generations generations(options, lasting);
    http::PocoServer server(serverOptions(generations.current().settings()), generations.serving());
    Control control(first.path("server.control"), generations, log);
    server.start();
    ready(server.addresses());
    control.run(signals);
    log.write(PORTICO_LOG_INFO, "host", "stopping: requests in flight may finish");
    server.stop(static_cast<int>(generations.current().settings().duration("limits.stop_wait").count()));
}

Checked check(const Options& options) {
    beginCrypto();
    Setup setup = setUp(options);
    ServerLog log("error", startedByJournal());
    Lasting lasting(log);
    const loader::Wishes wishes = wishesOf(setup);
    const std::size_t installed = setup.inventory.plugins.size();
    auto services = std::make_shared<Services>(setup.settings, lasting);
    const loader::PluginSet plugins = loader::load(std::move(setup.inventory), wishes, lasting.libraries,
                                                   std::move(services), loader::Until::created);
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
    Lasting lasting(log);
    const Generation generation(setUp(options), lasting);
    return generation.serving().targets;
}

} // namespace portico::host
