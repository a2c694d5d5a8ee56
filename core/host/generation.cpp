// SPDX-License-Identifier: Apache-2.0
// The second half of every start.
#include "host/generation.h"

#include "host/key_file.h"
#include "host/refusal.h"
#include "host/services.h"

#include <algorithm>

namespace portico::host {

namespace {

// Built-in so that a site without a needed part says so at its start and not at its first request.
loader::PluginSet started(Setup& setup, Lasting& lasting) {
    const loader::Wishes wishes = wishesOf(setup);
    auto services = std::make_shared<Services>(setup.settings, lasting);
    return loader::load(std::move(setup.inventory), wishes, lasting.libraries, std::move(services));
}

// Beside guestbook.so, in guestbook/assets/: served below /assets/guestbook/.
std::vector<http::Assets::Place> assetsOf(const loader::PluginSet& plugins) {
    std::vector<http::Assets::Place> places;
    for (const auto& plugin : plugins.plugins())
        places.push_back({plugin->id() + "/", (plugin->file().file.parent_path() / plugin->id() / "assets").string()});
    return places;
}

bool isAuthQuarantined(const Setup& setup) {
    return std::ranges::any_of(setup.inventory.plugins, [](const loader::PluginFile& plugin) {
        return plugin.isQuarantined && plugin.manifest && plugin.manifest->isProvider(PORTICO_AUTH);
    });
}

void report(const loader::PluginSet& plugins, const std::vector<std::string>& warnings, http::Log& log) {
    for (const std::string& warning : warnings) log.write(PORTICO_LOG_WARNING, "host", warning);
    for (const loader::Refusal& refusal : plugins.report().refused)
        log.write(PORTICO_LOG_ERROR, "host", refusal.sentence);
    for (const loader::Idle& idle : plugins.report().idle)
        log.write(PORTICO_LOG_DEBUG, "host", "not used: " + idle.id + " " + idle.why);
}

} // namespace

std::vector<std::string> reasonsOf(const loader::Report& report) {
    std::vector<std::string> reasons;
    for (const loader::Refusal& refusal : report.refused) reasons.push_back(refusal.sentence);
    reasons.insert(reasons.end(), report.faults.begin(), report.faults.end());
    return reasons;
}

Generation::Generation(Setup setup, Lasting& lasting, Circumstances circumstances)
    : number_(circumstances.number),
      log_(lasting.log),
      settings_(setup.settings),
      authIsQuarantined_(isAuthQuarantined(setup)),
      plugins_(started(setup, lasting)) {
    if (!plugins_.ok()) throw Refusal(reasonsOf(plugins_.report()));
    report(plugins_, setup.warnings, log_);
    const std::filesystem::path state = settings_.path("state.directory");
    circumstances.authIsDown = authIsQuarantined_ && !plugins_.registry().auth;
    assembled_ =
        assemble(circumstances.extend ? circumstances.extend(plugins_.registry()) : plugins_.registry(), settings_,
                 assetsOf(plugins_), http::Csrf::Key(keyFrom(state / "csrf.key")), log_, circumstances);
    if (!assembled_.faults.empty()) throw Refusal(assembled_.faults);
    for (const std::string& warning : assembled_.warnings) log_.write(PORTICO_LOG_WARNING, "host", warning);
}

Generation::~Generation() {
    for (const std::string& fault : plugins_.stop()) log_.write(PORTICO_LOG_ERROR, "host", fault);
}

} // namespace portico::host
