// SPDX-License-Identifier: Apache-2.0
// The generation that serves, the ones that still have requests in flight, and the ones whose plugins are being stopped. Publishing
// is one pointer; an old generation is stopped by the worker after its last request. Belongs to the control thread; only Serving
// is for others.
#pragma once

#include "host/reload/builder.h"
#include "host/reload/worker.h"
#include "http/generation/serving.h"

#include <chrono>
#include <map>
#include <optional>

namespace portico::host {

class Generations {
public:
    // Throws what kept the first one from being built.
    Generations(Built first, ProcessState& processState, Worker& worker);
    ~Generations(); // no request is inside of any
    Generations(const Generations&) = delete;
    Generations& operator=(const Generations&) = delete;

    http::Serving& serving() noexcept { return *serving_; }
    const Generation& current() const noexcept { return *current_; }

    struct ReloadResult {
        std::string reason; // who wanted it
        std::chrono::system_clock::time_point when;
        bool done;
        std::vector<std::string> sentences; // why it was refused, or what does not apply before a restart
    };

    // Why the next one may not even be built; empty: it may.
    std::string whyNotBuild() const;
    // How long building or stopping one may take.
    std::chrono::seconds patience() const { return current_->settings().duration("limits.reload_wait"); }

    // The outcome of a reload. Refused: the running one serves on as if nothing had been asked.
    const ReloadResult& take(Built built, const std::string& reason);
    const ReloadResult& refuse(std::vector<std::string> reasons, const std::string& reason);
    const std::optional<ReloadResult>& lastReload() const noexcept { return lastReload_; }

    // Lets the worker stop a generation that no request is inside of.
    void retire(std::shared_ptr<const Generation> generation);
    // Retires those of the past whose last request has ended.
    void sweep();
    // Retires all, when no request comes any more. Nothing may be asked of this object afterwards.
    void retireAll();

    std::int64_t pinned(const Generation& generation) const noexcept { return serving_->pinned(generation.serving()); }
    const std::vector<std::shared_ptr<const Generation>>& draining() const noexcept { return draining_; }
    // Libraries of replaced plugins, which stay until the server restarts.
    std::size_t retired() const;
    bool isRestartAdvised() const;
    // Keys of the configuration that have changed since the start and take effect at the next one.
    const std::vector<std::string>& waitingForRestart() const noexcept { return waiting_; }
    // Of a plugin of the one that serves: the first generation with this content of its file, which has been mapped since.
    unsigned loadedIn(const loader::Plugin& plugin) const { return loadedIn_.at(plugin.file().hash); }

private:
    std::vector<std::string> publish(Built built);
    const ReloadResult& remember(ReloadResult swap);
    void noteLoaded();

    ProcessState& processState_;
    Worker& worker_;
    std::shared_ptr<const Generation> current_;
    std::map<std::string, unsigned> loadedIn_; // by the hash of a file
    std::vector<std::string> waiting_;         // keys that have changed since the start
    std::optional<http::Serving> serving_;
    std::vector<std::shared_ptr<const Generation>> draining_;
    std::optional<ReloadResult> lastReload_;
};

} // namespace portico::host
