// SPDX-License-Identifier: Apache-2.0
#include "host/reload/generations.h"

#include <algorithm>
#include <ctime>
#include <set>
#include <utility>

namespace portico::host {

namespace {

// Each one keeps its plugins' memory, connections and files.
constexpr std::size_t mostDraining = 8;

std::set<std::string> hashesOf(const Generation& generation) {
    std::set<std::string> hashes;
    for (const auto& plugin : generation.plugins().plugins()) hashes.insert(plugin->file().hash);
    return hashes;
}

} // namespace

Generations::Generations(Built first, ProcessState& processState, Worker& worker)
    : processState_(processState), worker_(worker), counts_(processState.metrics) {
    if (first.refusal) std::rethrow_exception(first.refusal);
    current_ = std::move(first.generation);
    noteLoaded();
    serving_.emplace(current_->serving());
    processState_.tasks.publish(current_->tasks());
    show();
}

Generations::Counts::Counts(metrics::Registry& registry)
    : reloads(registry.define({}, {.name = "portico_reloads", .help = "Reloads by their end.", .labels = {"result"}})),
      generation(registry.define({}, {.kind = metrics::Kind::Gauge,
                                      .name = "portico_generation",
                                      .help = "Number of the generation that serves."})),
      draining(registry.define({}, {.kind = metrics::Kind::Gauge,
                                    .name = "portico_generations_draining",
                                    .help = "Replaced generations whose requests have not ended."})) {
    for (const char* result : {"done", "refused"}) reloads->series({result});
}

void Generations::show() const {
    counts_.generation->series({})->set(current_->number());
    counts_.draining->series({})->set(static_cast<std::int64_t>(draining_.size()));
}

Generations::~Generations() {
    draining_.clear();
    current_.reset();
}

std::string Generations::whyNotBuild() const {
    if (worker_.isExhausted())
        return "plugins that do not return hold " + std::to_string(worker_.late().size()) +
               " threads; restart the server";
    if (draining_.size() >= mostDraining)
        return std::to_string(draining_.size()) +
               " earlier generations still have requests in flight; wait for them, or restart the server";
    return {};
}

const Generations::ReloadResult& Generations::take(Built built, const std::string& reason) {
    if (built.refusal) return refuse(reasonsOf(built.refusal), reason);
    return remember({reason, std::chrono::system_clock::now(), true, publish(std::move(built))});
}

const Generations::ReloadResult& Generations::refuse(std::vector<std::string> reasons, const std::string& reason) {
    return remember({reason, std::chrono::system_clock::now(), false, std::move(reasons)});
}

const Generations::ReloadResult& Generations::remember(ReloadResult result) {
    for (const std::string& sentence : result.sentences)
        processState_.log.write(result.done ? PORTICO_LOG_WARNING : PORTICO_LOG_ERROR, "reload", sentence);
    processState_.log.write(result.done ? PORTICO_LOG_INFO : PORTICO_LOG_ERROR, "reload",
                            result.done
                                ? "generation " + std::to_string(current_->number()) + " serves"
                                : "refused; generation " + std::to_string(current_->number()) + " keeps serving");
    counts_.reloads->series({result.done ? "done" : "refused"})->add(1);
    show();
    return lastReload_.emplace(std::move(result));
}

std::vector<std::string> Generations::publish(Built built) {
    std::shared_ptr<const Generation> next = std::move(built.generation);
    std::vector<std::string> notes;
    waiting_ = std::move(built.waitingForRestart);
    for (const std::string& key : waiting_)
        notes.push_back(key + " has changed; the new value takes effect when the server is restarted");
    draining_.reserve(draining_.size() + 1); // nothing may fail from here on
    serving_->publish(next->serving());
    processState_.tasks.publish(next->tasks());
    if (processState_.tls) {
        const auto outOfDate = built.tls->dateProblems(std::time(nullptr));
        notes.insert(notes.end(), outOfDate.begin(), outOfDate.end());
        processState_.tls->publish(std::move(built.tls));
    }
    draining_.push_back(std::exchange(current_, std::move(next)));
    noteLoaded();
    processState_.log.setLeast(current_->settings().string("log.level"));
    sweep();
    if (isRestartAdvised())
        notes.push_back(std::to_string(retired()) + " replaced plugin libraries remain in memory (the limit is " +
                        std::to_string(current_->settings().integer("plugins.kept")) +
                        " libraries in all); a restart is advised");
    return notes;
}

void Generations::noteLoaded() {
    for (const auto& plugin : current_->plugins().plugins())
        loadedIn_.try_emplace(plugin->file().hash, current_->number());
}

void Generations::retire(std::shared_ptr<const Generation> generation) {
    const std::string name = "stopping generation " + std::to_string(generation->number());
    worker_.add(name, reloadTimeout(), [kept = std::move(generation)]() mutable { kept.reset(); });
}

void Generations::sweep() {
    serving_->heard();
    for (auto& generation : draining_)
        if (serving_->isOver(generation->serving())) retire(std::exchange(generation, nullptr));
    std::erase(draining_, nullptr);
    show();
}

void Generations::retireAll() {
    for (auto& generation : draining_) retire(std::move(generation));
    draining_.clear();
    const std::chrono::seconds last = reloadTimeout();
    worker_.add("stopping the last generation", last,
                [kept = std::exchange(current_, nullptr)]() mutable { kept.reset(); });
}

std::size_t Generations::retired() const {
    std::set<std::string> used = hashesOf(*current_);
    for (const auto& generation : draining_) used.merge(hashesOf(*generation));
    return processState_.libraries.mapped() - std::min(used.size(), processState_.libraries.mapped());
}

bool Generations::isRestartAdvised() const {
    return processState_.libraries.mapped() * 2 >
           static_cast<std::size_t>(current_->settings().integer("plugins.kept"));
}

} // namespace portico::host
