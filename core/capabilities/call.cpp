// SPDX-License-Identifier: Apache-2.0
#include "capabilities/call.h"

#include <chrono>
#include <limits>

namespace portico::capabilities {

namespace {

std::int64_t now() noexcept {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

constexpr auto relaxed = std::memory_order_relaxed;

} // namespace

// The watchdog may read a mixture of two calls; it therefore reads twice before it reports.
Call::Call(PluginStats* stats, const char* function) noexcept
    : stats_(stats),
      context_(CallContext::forCurrentThread()),
      outerStats_(context_.stats.load(relaxed)),
      outerFunction_(context_.function.load(relaxed)),
      outerSince_(context_.since.load(relaxed)) {
    if (stats_ == nullptr) return;
    context_.since.store(now(), relaxed);
    context_.function.store(function, relaxed);
    context_.isReported.store(false, relaxed);
    context_.stats.store(stats_, relaxed);
}

Call::~Call() {
    if (stats_ == nullptr) return;
    stats_->nanoseconds.fetch_add(static_cast<std::uint64_t>(now() - context_.since.load(relaxed)), relaxed);
    context_.stats.store(outerStats_, relaxed);
    context_.function.store(outerFunction_, relaxed);
    context_.since.store(outerSince_, relaxed);
    stats_->calls.fetch_add(1, relaxed);
}

// During the wait, `since` is in the future, so that the watchdog does not report the call.
ExternalWait::ExternalWait() noexcept
    : context_(CallContext::forCurrentThread()), since_(context_.since.load(relaxed)), began_(now()) {
    context_.since.store(std::numeric_limits<std::int64_t>::max(), relaxed);
}

ExternalWait::~ExternalWait() { context_.since.store(since_ + now() - began_, relaxed); }

portico_status Call::ended(portico_status status) noexcept {
    const bool isAnswer = (status <= PORTICO_OK && status > PORTICO_FAILED) || status == PORTICO_CONFLICT;
    if (stats_ != nullptr && !isAnswer) stats_->errors.fetch_add(1, relaxed);
    return status;
}

} // namespace portico::capabilities
