// SPDX-License-Identifier: Apache-2.0
#include "host/health/watchdog.h"

#include "capabilities/call_context.h"

#include <string>

namespace portico::host {

namespace {

using capabilities::CallContext;

std::chrono::nanoseconds runningFor(const CallContext& context) {
    return std::chrono::steady_clock::now().time_since_epoch() - std::chrono::nanoseconds(context.since.load());
}

// Tasks have a deadline of their own.
std::chrono::seconds allowedFor(const CallContext& context, std::chrono::seconds timeout) {
    const std::chrono::nanoseconds allowed(context.allowed.load());
    return allowed.count() != 0 ? std::chrono::ceil<std::chrono::seconds>(allowed) : timeout;
}

std::string sentence(CallContext& context, const capabilities::PluginStats& stats, std::chrono::seconds timeout) {
    std::string text = stats.plugin + ": its function " + context.function.load() + " has been running for more than " +
                       std::to_string(timeout.count()) + " s";
    const MutexLock lock(context.mutex);
    if (context.request.id[0] != '\0')
        text += std::string(" (request ") + context.request.id.data() + ' ' + context.request.target.data() + ')';
    else if (context.request.target[0] != '\0')
        text += std::string(" (") + context.request.target.data() + ')';
    return text;
}

} // namespace

Watchdog::Watchdog(std::chrono::seconds timeout, http::Log& log)
    : timeout_(timeout), log_(log), thread_([this] { run(); }) {}

Watchdog::~Watchdog() {
    {
        const MutexLock lock(mutex_);
        isEnded_ = true;
    }
    ended_.notifyAll();
    thread_.join();
}

void Watchdog::run() {
    const MutexLock lock(mutex_);
    while (!ended_.waitFor(mutex_, std::chrono::seconds(1), [this]() PORTICO_REQUIRES(mutex_) { return isEnded_; })) {
        look();
        log_.flushHeldLines();
    }
}

// Checks twice, because the call may just have ended and another one may have begun.
void Watchdog::look() {
    CallContext::forEach([this](CallContext& context) {
        const std::chrono::seconds timeout = allowedFor(context, timeout_);
        const capabilities::PluginStats* stats = context.stats.load();
        const std::int64_t since = context.since.load();
        if (stats == nullptr || context.isReported.load() || runningFor(context) < timeout) return;
        const std::string text = sentence(context, *stats, timeout);
        if (context.stats.load() != stats || context.since.load() != since) return;
        context.isReported = true;
        log_.write(PORTICO_LOG_WARNING, "watchdog", text);
    });
}

} // namespace portico::host
