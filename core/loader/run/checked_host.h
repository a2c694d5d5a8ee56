// SPDX-License-Identifier: Apache-2.0
// The host's table, and those of its services, for serve --dev. In front of the real ones, they end the process with a sentence
// if a plugin calls them outside of its life, for example on a thread that it has not joined.
#pragma once

#include "capabilities/misuse.h"

#include <portico/abi.h>

#include <atomic>
#include <optional>
#include <string>
#include <utility>

namespace portico::loader {

class CheckedHost {
public:
    // What has happened to the plugin: start begins, stop has returned, destroy has returned.
    enum class Stage { created, started, stopped, destroyed };

    // `real` is no longer used once `destroyed` is reached.
    CheckedHost(const portico_host& real, std::string plugin);
    CheckedHost(const CheckedHost&) = delete;
    CheckedHost& operator=(const CheckedHost&) = delete;

    const portico_host* table() const noexcept { return &c_; }
    void reach(Stage stage) noexcept { stage_ = stage; }

    static CheckedHost& of(const portico_host* host) { return *static_cast<CheckedHost*>(host->ctx); }
    void mustAllow(std::string_view function) const noexcept;
    std::pair<const portico_host*, const portico_host*> real() const noexcept { return {&real_, &real_}; }

private:
    template <class Table>
    struct Service {
        static const Service& of(void* self) { return *static_cast<const Service*>(self); }
        void mustAllow(std::string_view function) const noexcept { host.mustAllow(function); }
        std::pair<const Table*, void*> real() const noexcept { return {&table, table.ctx}; }

        const CheckedHost& host;
        const Table& table;
        Table c;
    };

    static const void* service(const portico_host* host, const char* id) noexcept;
    const void* passwords(const portico_passwords& table);
    const void* state(const portico_state& table);

    const portico_host& real_;
    const std::string plugin_;
    std::atomic<Stage> stage_{Stage::created};
    portico_host c_;
    Mutex mutex_;
    std::optional<Service<portico_passwords>> passwords_ PORTICO_GUARDED_BY(mutex_);
    std::optional<Service<portico_state>> state_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::loader
