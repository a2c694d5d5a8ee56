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

// The watchdog may see a mixture of two calls; it looks twice before it says anything.
Call::Call(Account* account, const char* function) noexcept
    : account_(account),
      seat_(Seat::ofThisThread()),
      outerAccount_(seat_.account.load(relaxed)),
      outerFunction_(seat_.function.load(relaxed)),
      outerSince_(seat_.since.load(relaxed)) {
    if (account_ == nullptr) return;
    seat_.since.store(now(), relaxed);
    seat_.function.store(function, relaxed);
    seat_.isReported.store(false, relaxed);
    seat_.account.store(account_, relaxed);
}

Call::~Call() {
    if (account_ == nullptr) return;
    account_->nanoseconds.fetch_add(static_cast<std::uint64_t>(now() - seat_.since.load(relaxed)), relaxed);
    seat_.account.store(outerAccount_, relaxed);
    seat_.function.store(outerFunction_, relaxed);
    seat_.since.store(outerSince_, relaxed);
    account_->calls.fetch_add(1, relaxed);
}

// Meanwhile the function has not even begun.
Waiting::Waiting() noexcept : seat_(Seat::ofThisThread()), since_(seat_.since.load(relaxed)), began_(now()) {
    seat_.since.store(std::numeric_limits<std::int64_t>::max(), relaxed);
}

Waiting::~Waiting() { seat_.since.store(since_ + now() - began_, relaxed); }

portico_status Call::ended(portico_status status) noexcept {
    const bool isAnswer = (status <= PORTICO_OK && status > PORTICO_FAILED) || status == PORTICO_CONFLICT;
    if (account_ != nullptr && !isAnswer) account_->errors.fetch_add(1, relaxed);
    return status;
}

} // namespace portico::capabilities
