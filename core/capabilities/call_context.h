// SPDX-License-Identifier: Apache-2.0
// The call context of a thread: in which function of which plugin it is, since when, and for which request and client. The thread
// itself writes it; the watchdog reads it at any time, the crash handler on the crashed thread. A signal handler has no arguments
// of its own, so the contexts are thread-local and process-wide variables, the only ones in the core.
#pragma once

#include "base/mutex.h"
#include "capabilities/plugin_stats.h"

#include <array>
#include <functional>
#include <vector>

namespace portico::capabilities {

struct CallContext {
    // The request or task that the thread works on, truncated to the available size.
    struct Request {
        std::array<char, 48> id{};      // empty for a task
        std::array<char, 128> target{}; // of a task: "task NAME"
        std::array<char, 48> client{};  // its address
        unsigned generation = 0;
    };

    static CallContext& forCurrentThread() noexcept;
    // nullptr if this thread has no context yet. For signal handlers, which must not create one.
    static const CallContext* taken() noexcept;
    // Visits all contexts in use; no thread can release its context meanwhile.
    static void forEach(const std::function<void(CallContext&)>& look);

    std::atomic<PluginStats*> stats{nullptr}; // nullptr: no plugin's code runs
    std::atomic<const char*> function{""};    // a string literal
    std::atomic<std::int64_t> since{0};       // nanoseconds of the steady clock
    std::atomic<bool> isReported{false};      // by the watchdog, for this call

    Mutex mutex;
    Request request PORTICO_GUARDED_BY(mutex);
    // For the thread itself and its signal handlers: no other thread writes the request.
    const Request& ownRequest() const noexcept PORTICO_UNCHECKED { return request; }

    // Only for the thread itself.
    std::uint64_t login = 0; // identifies the account whose password is being checked; 0: none
    bool clientOverShare =
        false; // the request was refused a limited resource, because the client's network holds its share

    std::atomic<std::int64_t> allowed{0}; // nanoseconds that calls of this thread may take; 0: those of the watchdog

    // Valid as long as the thread exists, also after it calls exit().
    CallContext() = default;
    CallContext(const CallContext&) = delete;
    CallContext& operator=(const CallContext&) = delete;
};

// While it exists, this thread works on this request.
class RequestScope {
public:
    RequestScope(std::string_view request, std::string_view target, std::string_view client,
                 unsigned generation) noexcept;
    ~RequestScope();
    RequestScope(const RequestScope&) = delete;
    RequestScope& operator=(const RequestScope&) = delete;

    // Records that a limited resource was refused because the client's network holds its share.
    void markOverShare() noexcept { context_.clientOverShare = true; }
    bool clientOverShare() const noexcept { return context_.clientOverShare; }

private:
    CallContext& context_;
};

} // namespace portico::capabilities
