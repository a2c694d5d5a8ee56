// SPDX-License-Identifier: Apache-2.0
// The generation that serves, the ones that still have requests in flight, and the ones whose plugins are being stopped.
// Publishing replaces one pointer; the worker stops an old generation after its last request. Belongs to the control thread;
// only Serving may be used by other threads.
#pragma once

#include "host/reload/builder.h"
#include "host/reload/worker.h"
#include "http/generation/serving.h"
#include "metrics/registry.h"

#include <chrono>
#include <map>
#include <optional>

namespace portico::host {

class Generations {
public:
    // Throws the reason if the first generation could not be built.
    Generations(Built first, ProcessState& processState, Worker& worker);
    ~Generations(); // call when no request uses any of them
    Generations(const Generations&) = delete;
    Generations& operator=(const Generations&) = delete;

    http::Serving& serving() noexcept { return *serving_; }
    const Generation& current() const noexcept { return *current_; }

    struct ReloadResult {
        std::string reason; // what caused the reload
        std::chrono::system_clock::time_point when;
        bool done;
        std::vector<std::string> sentences; // why it was refused, or what does not apply before a restart
    };

    // Why the next generation must not be built; empty if it may.
    std::string whyNotBuild() const;
    // How long building or stopping a generation may take.
    std::chrono::seconds reloadTimeout() const { return current_->settings().duration("limits.reload_wait"); }

    // Records the outcome of a reload. If it is refused, the running generation keeps serving unchanged.
    const ReloadResult& take(Built built, const std::string& reason);
    const ReloadResult& refuse(std::vector<std::string> reasons, const std::string& reason);
    const std::optional<ReloadResult>& lastReload() const noexcept { return lastReload_; }

    // Lets the worker stop a generation that no request uses.
    void retire(std::shared_ptr<const Generation> generation);
    // Retires replaced generations whose last request has ended.
    void sweep();
    // Retires all generations. Call when no more requests arrive; the object must not be used afterwards.
    void retireAll();

    std::int64_t pinned(const Generation& generation) const noexcept { return serving_->pinned(generation.serving()); }
    const std::vector<std::shared_ptr<const Generation>>& draining() const noexcept { return draining_; }
    // Libraries of replaced plugins, which stay until the server restarts.
    std::size_t retired() const;
    bool isRestartAdvised() const;
    // Keys of the configuration that have changed since the start and take effect at the next one.
    const std::vector<std::string>& waitingForRestart() const noexcept { return waiting_; }
    // For a plugin of the current generation: the first generation with this content of its file, which has been mapped since.
    unsigned loadedIn(const loader::Plugin& plugin) const { return loadedIn_.at(plugin.file().hash); }

private:
    std::vector<std::string> publish(Built built);
    const ReloadResult& remember(ReloadResult result);
    void noteLoaded();

    ProcessState& processState_;
    Worker& worker_;
    std::shared_ptr<const Generation> current_;
    std::map<std::string, unsigned> loadedIn_; // by file hash
    std::vector<std::string> waiting_;         // keys that have changed since the start
    std::optional<http::Serving> serving_;
    std::vector<std::shared_ptr<const Generation>> draining_;
    std::optional<ReloadResult> lastReload_;

    // Metrics; the control thread alone knows these numbers.
    struct Counts {
        explicit Counts(metrics::Registry& registry);
        std::shared_ptr<metrics::Family> reloads, generation, draining;
    };
    void show() const;
    const Counts counts_;
};

} // namespace portico::host
