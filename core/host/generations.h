// SPDX-License-Identifier: Apache-2.0
// The generation that serves, the ones that still have requests in flight, and the way from one to the next: build it beside the
// running one, publish it, stop the old one after its last request. Belongs to the control thread; only Serving is for others.
#pragma once

#include "host/generation.h"
#include "host/options.h"
#include "host/probation.h"
#include "http/serving.h"

#include <chrono>
#include <map>
#include <optional>

namespace portico::host {

class Generations {
public:
    // Builds the first one. Throws Refusal.
    Generations(Options options, Lasting& lasting, Circumstances circumstances = {});
    ~Generations(); // no request is inside of any
    Generations(const Generations&) = delete;
    Generations& operator=(const Generations&) = delete;

    http::Serving& serving() noexcept { return *serving_; }
    const Generation& current() const noexcept { return *current_; }

    struct Swap {
        std::string reason; // who wanted it
        std::chrono::system_clock::time_point when;
        bool done;
        std::vector<std::string> sentences; // why it was refused, or what does not apply before a restart
    };

    // Refused: the running one serves on as if nothing had been asked.
    const Swap& reload(const std::string& reason);
    const std::optional<Swap>& lastSwap() const noexcept { return lastSwap_; }

    // Stops those of the past whose last request has ended.
    void sweep();
    std::int64_t pinned(const Generation& generation) const noexcept { return serving_->pinned(generation.serving()); }
    const std::vector<std::unique_ptr<Generation>>& draining() const noexcept { return draining_; }
    // Libraries of replaced plugins, which stay until the server restarts.
    std::size_t retired() const;
    bool isRestartAdvised() const;
    // Of a plugin of the one that serves: the first generation with this content of its file, which has been mapped since.
    unsigned loadedIn(const loader::Plugin& plugin) const { return loadedIn_.at(plugin.file().hash); }

private:
    std::unique_ptr<Generation> next();
    std::vector<std::string> publish(std::unique_ptr<Generation> next);
    void noteLoaded();
    std::vector<std::string> restartNotes(const config::Settings& settings) const;

    const Options options_;
    Lasting& lasting_;
    Probation probation_{options_};
    Circumstances circumstances_;
    unsigned number_ = 0;
    std::unique_ptr<Generation> current_;
    std::map<std::string, unsigned> loadedIn_; // by the hash of a file
    std::optional<config::Settings> atStart_;
    std::optional<http::Serving> serving_;
    std::shared_ptr<const http::wire::Tls> nextTls_; // of the generation that is being built
    std::vector<std::unique_ptr<Generation>> draining_;
    std::optional<Swap> lastSwap_;
};

} // namespace portico::host
