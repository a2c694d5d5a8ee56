// SPDX-License-Identifier: Apache-2.0
// Where each thread is: in which function of which plugin, since when, for which request and client. Written by the thread itself, read by
// the watchdog at any time and by the crash handler on the thread that crashed. A signal handler has nobody to hand it anything,
// so the contexts are found through the thread and the process, and are the one such thing in the core.
#pragma once

#include "capabilities/plugin_stats.h"

#include <array>
#include <functional>
#include <mutex>
#include <vector>

namespace portico::capabilities {

struct CallContext {
    static CallContext& forCurrentThread() noexcept;
    // nullptr: this thread has not taken one. For signal handlers, which may not make one.
    static const CallContext* taken() noexcept;
    // Every seat that is taken; none is left meanwhile.
    static void forEach(const std::function<void(CallContext&)>& look);

    std::atomic<PluginStats*> stats{nullptr}; // nullptr: no plugin's code runs
    std::atomic<const char*> function{""};    // a literal
    std::atomic<std::int64_t> since{0};       // nanoseconds of the steady clock
    std::atomic<bool> isReported{false};      // by the watchdog, for this call

    // The request that the thread works for; cut to the room that there is. `mutex` for readers on other threads.
    std::mutex mutex;
    std::array<char, 48> request{};
    std::array<char, 128> target{};
    std::array<char, 48> client{}; // its address
    unsigned generation = 0;

    // For the thread itself.
    std::uint64_t login = 0;      // a number for the stats whose password is looked at; 0: none
    bool clientOverShare = false; // of something scarce, so that the request got none of it

    // Of a thread that calls exit() it can still be asked where it was: it is there as long as the thread.
    CallContext() = default;
    CallContext(const CallContext&) = delete;
    CallContext& operator=(const CallContext&) = delete;
};

// While it lives, this thread works for this request.
class RequestScope {
public:
    RequestScope(std::string_view request, std::string_view target, std::string_view client,
                 unsigned generation) noexcept;
    ~RequestScope();
    RequestScope(const RequestScope&) = delete;
    RequestScope& operator=(const RequestScope&) = delete;

    // Something was refused because the client's own network has its share of it.
    void markOverShare() noexcept { context_.clientOverShare = true; }
    bool clientOverShare() const noexcept { return context_.clientOverShare; }

private:
    CallContext& context_;
};

} // namespace portico::capabilities
