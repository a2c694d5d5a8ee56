// SPDX-License-Identifier: Apache-2.0
#include "host/generations.h"

#include "host/certificates.h"
#include "host/refusal.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

namespace portico::host {

namespace {

// Each holds its plugins' memory, connections and files.
constexpr std::size_t mostDraining = 8;

// Held by sockets, threads and folders that live as long as the process.
constexpr std::array keysOfAStart = {"server.listen", "server.listen_tls",      "server.threads",     "server.control",
                                     "plugins.cache", "server.trusted_proxies", "server.proxy_header"};

// Of the limits only these are looked at by each request.
constexpr std::array limitsOfAGeneration = {"limits.body",       "limits.form_fields", "limits.form_name",
                                            "limits.form_value", "limits.page",        "limits.stop_wait",
                                            "limits.plugin_wait"};

bool holdsFromTheStart(const std::string& key) {
    return std::ranges::find(keysOfAStart, key) != keysOfAStart.end() ||
           (key.starts_with("limits.") && std::ranges::find(limitsOfAGeneration, key) == limitsOfAGeneration.end());
}

std::set<std::string> hashesOf(const Generation& generation) {
    std::set<std::string> hashes;
    for (const auto& plugin : generation.plugins().plugins()) hashes.insert(plugin->file().hash);
    return hashes;
}

// What was refused with the same file when the running generation was built keeps nobody from reloading.
std::vector<std::string> newlyRefused(const loader::Report& next, const loader::Report& running) {
    std::vector<std::string> sentences;
    for (const loader::Refusal& refusal : next.refused)
        if (std::ranges::none_of(running.refused, [&](const loader::Refusal& known) {
                return known.plugin == refusal.plugin && known.hash == refusal.hash;
            }))
            sentences.push_back(refusal.sentence);
    return sentences;
}

} // namespace

Generations::Generations(Options options, Lasting& lasting, Circumstances circumstances)
    : options_(std::move(options)), lasting_(lasting), circumstances_(std::move(circumstances)) {
    current_ = next();
    noteLoaded();
    atStart_ = current_->settings();
    serving_.emplace(current_->serving());
}

Generations::~Generations() {
    draining_.clear();
    current_.reset();
}

std::unique_ptr<Generation> Generations::next() {
    Setup setup = setUp(options_, &lasting_.inspections);
    probation_.judge(setup);
    if (lasting_.tls) nextTls_ = certificatesFrom(setup.settings, options_.sources.environment, true);
    lasting_.libraries.limit(static_cast<std::size_t>(setup.settings.integer("plugins.kept")));
    circumstances_.number = number_ + 1;
    auto built = std::make_unique<Generation>(std::move(setup), lasting_, circumstances_);
    if (current_) {
        auto refused = newlyRefused(built->plugins().report(), current_->plugins().report());
        if (!refused.empty()) throw Refusal(std::move(refused));
    }
    ++number_;
    return built;
}

const Generations::Swap& Generations::reload(const std::string& reason) {
    Swap swap{reason, std::chrono::system_clock::now(), false, {}};
    sweep();
    try {
        if (draining_.size() >= mostDraining)
            throw Refusal({std::to_string(draining_.size()) +
                           " earlier generations still have requests in flight; wait for them, or restart the server"});
        swap.sentences = publish(next());
        swap.done = true;
    } catch (const Refusal& refusal) {
        swap.sentences = refusal.reasons();
    } catch (const std::exception& error) {
        swap.sentences = {error.what()};
    }
    for (const std::string& sentence : swap.sentences)
        lasting_.log.write(swap.done ? PORTICO_LOG_WARNING : PORTICO_LOG_ERROR, "reload", sentence);
    lasting_.log.write(swap.done ? PORTICO_LOG_INFO : PORTICO_LOG_ERROR, "reload",
                       swap.done ? "generation " + std::to_string(current_->number()) + " serves"
                                 : "refused; generation " + std::to_string(current_->number()) + " serves on");
    return lastSwap_.emplace(std::move(swap));
}

std::vector<std::string> Generations::publish(std::unique_ptr<Generation> next) {
    std::vector<std::string> notes = restartNotes(next->settings());
    draining_.reserve(draining_.size() + 1); // nothing may fail from here on
    serving_->publish(next->serving());
    if (lasting_.tls) lasting_.tls->publish(std::move(nextTls_));
    draining_.push_back(std::exchange(current_, std::move(next)));
    noteLoaded();
    lasting_.log.setLeast(current_->settings().string("log.level"));
    sweep();
    if (isRestartAdvised())
        notes.push_back(std::to_string(retired()) + " replaced plugin libraries are kept in memory, of at most " +
                        std::to_string(current_->settings().integer("plugins.kept")) +
                        " libraries in all; a restart is advised");
    return notes;
}

void Generations::noteLoaded() {
    for (const auto& plugin : current_->plugins().plugins())
        loadedIn_.try_emplace(plugin->file().hash, current_->number());
}

void Generations::sweep() {
    serving_->heard();
    std::erase_if(draining_, [&](const auto& generation) { return serving_->isOver(generation->serving()); });
}

std::size_t Generations::retired() const {
    std::set<std::string> used = hashesOf(*current_);
    for (const auto& generation : draining_) used.merge(hashesOf(*generation));
    return lasting_.libraries.mapped() - std::min(used.size(), lasting_.libraries.mapped());
}

bool Generations::isRestartAdvised() const {
    return lasting_.libraries.mapped() * 2 > static_cast<std::size_t>(current_->settings().integer("plugins.kept"));
}

std::vector<std::string> Generations::restartNotes(const config::Settings& settings) const {
    std::vector<std::string> notes;
    for (const config::Setting& now : settings.all())
        for (const config::Setting& then : atStart_->all())
            if (now.key.name == then.key.name && holdsFromTheStart(now.key.name) && now.value != then.value)
                notes.push_back(now.key.name + " has changed, which takes effect when the server is restarted");
    return notes;
}

} // namespace portico::host
