// SPDX-License-Identifier: Apache-2.0
// Builds a generation: starts the plugins and assembles the snapshot, again without a plugin whose routes are refused.
#include "host/generation/generation.h"

#include "host/process/key_file.h"
#include "host/process/refusal.h"

#include <algorithm>
#include <system_error>

namespace portico::host {

namespace {

loader::PluginSet started(const Setup& setup, ProcessState& processState, std::shared_ptr<Services> services) {
    const loader::PluginPreferences preferences = preferencesOf(setup);
    return loader::load(setup.inventory, preferences, processState.libraries, std::move(services));
}

// The assets of guestbook.so are next to it in guestbook/assets/ and are served below /assets/guestbook/.
std::vector<http::Assets::Place> assetsOf(const loader::PluginSet& plugins) {
    std::vector<http::Assets::Place> places;
    for (const auto& plugin : plugins.plugins())
        places.push_back({plugin->id() + "/", (plugin->file().file.parent_path() / plugin->id() / "assets").string()});
    return places;
}

// Whether an auth plugin is installed but refused: guarded paths are then closed, and the site is not treated as one without
// logins.
bool isAuthDown(const Setup& setup, const loader::PluginSet& plugins) {
    if (!plugins.registry().auth.empty()) return false;
    return std::ranges::any_of(plugins.report().refused, [&](const loader::Refusal& refusal) {
        const auto file = std::ranges::find(setup.inventory.plugins, refusal.plugin, &loader::PluginFile::id);
        return file != setup.inventory.plugins.end() && file->manifest && file->manifest->isProvider(PORTICO_AUTH);
    });
}

void add(std::vector<std::string>& all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

// If the key file cannot be written, for example on a full disk, forms use the fallback key of this process.
Key csrfKey(const std::filesystem::path& file, ProcessState& processState) {
    try {
        return keyFrom(file);
    } catch (const std::system_error& error) {
        processState.log.write(PORTICO_LOG_WARNING, "host",
                               std::string(error.what()) + "; forms that are open now will be refused after a restart");
        return processState.fallbackKey.get();
    }
}

} // namespace

std::vector<std::string> sentencesOf(const std::vector<loader::Refusal>& refusals) {
    std::vector<std::string> sentences;
    for (const loader::Refusal& refusal : refusals) sentences.push_back(refusal.sentence);
    return sentences;
}

std::vector<loader::Refusal> newlyLeftOut(std::vector<loader::Refusal> next,
                                          const std::vector<loader::Refusal>& known) {
    std::erase_if(next, [&](const loader::Refusal& refusal) {
        return std::ranges::any_of(known, [&](const loader::Refusal& one) {
            const bool isPage = refusal.plugin.empty(); // and has no file
            return one.plugin == refusal.plugin && one.hash == refusal.hash &&
                   (!isPage || one.sentence == refusal.sentence);
        });
    });
    return next;
}

std::vector<std::string> reasonsOf(const loader::Report& report) {
    std::vector<std::string> reasons = sentencesOf(report.refused);
    reasons.insert(reasons.end(), report.faults.begin(), report.faults.end());
    return reasons;
}

Generation::Generation(Setup setup, ProcessState& processState, GenerationOptions generationOptions)
    : number_(generationOptions.number),
      log_(processState.log),
      settings_(setup.settings),
      parts_(build(setup, processState, generationOptions)) {
    for (const auto* warnings : {&setup.warnings, &parts_.assembled.warnings})
        for (const std::string& warning : *warnings) log_.write(PORTICO_LOG_WARNING, "host", warning);
    for (const std::string& sentence : sentencesOf(leftOut())) log_.write(PORTICO_LOG_ERROR, "host", sentence);
    for (const loader::UnusedPlugin& idle : plugins().report().idle)
        log_.write(PORTICO_LOG_DEBUG, "host", "not used: " + idle.id + " " + idle.why);
}

// The routes of a plugin are known only after it has started. If one is refused for its routes, all plugins are stopped and the
// rest is built again. The trial load finds such plugins first, so this rarely happens here.
Generation::Parts Generation::build(Setup& setup, ProcessState& processState, GenerationOptions generationOptions) {
    const http::Csrf::Key csrf(csrfKey(settings_.path("state.directory") / "csrf.key", processState));
    generationOptions.metrics = &processState.metrics;
    for (;;) {
        auto services = std::make_shared<Services>(settings_, processState, number_);
        loader::PluginSet plugins = started(setup, processState, services);
        if (!plugins.ok()) throw PluginsRefused(reasonsOf(plugins.report()), plugins.report());
        generationOptions.authIsDown = isAuthDown(setup, plugins);
        Assembled assembled = assemble(plugins.registry(), settings_, assetsOf(plugins), csrf, log_, generationOptions);
        if (assembled.refused.empty()) return {std::move(plugins), std::move(assembled), std::move(services)};
        refuse(setup, assembled.refused);
    }
}

void Generation::refuse(Setup& setup, const std::map<std::string, std::vector<std::string>>& refused) {
    for (const auto& [id, clauses] : refused) {
        add(refusedRoutes_[id], clauses);
        add(std::ranges::find(setup.inventory.plugins, id, &loader::PluginFile::id)->problems, clauses);
    }
}

const std::vector<std::string>& Generation::unserved() const noexcept { return parts_.assembled.unserved; }
const std::vector<std::string>& Generation::warnings() const noexcept { return parts_.assembled.warnings; }

std::vector<loader::Refusal> Generation::leftOut() const {
    std::vector<loader::Refusal> all = plugins().report().refused;
    for (const std::string& sentence : unserved()) all.push_back({{}, {}, {}, sentence});
    return all;
}

Generation::~Generation() {
    for (const std::string& fault : parts_.plugins.stop()) log_.write(PORTICO_LOG_ERROR, "host", fault);
}

} // namespace portico::host
