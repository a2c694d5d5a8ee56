// SPDX-License-Identifier: Apache-2.0
// The service "portico.host.passwords/1" of portico/abi/passwords.h.
#include "host/services/passwords_service.h"

#include "capabilities/call_context.h"

#include <portico/error.hpp>

#include <sodium.h>

namespace portico::host {

namespace {

using passwords::Answer;

portico_status said(Answer answer, portico_status unusable, PasswordCalls& calls, portico_error* why) {
    const bool isRefused = answer == Answer::busy || answer == Answer::busyNetwork;
    (isRefused ? calls.refused : calls.done).fetch_add(1, std::memory_order_relaxed);
    if (answer == Answer::yes || answer == Answer::yesUpgrade) return PORTICO_OK;
    explain(why, passwords::sentence(answer));
    if (answer == Answer::busyNetwork) capabilities::CallContext::forCurrentThread().clientOverShare = true;
    if (isRefused) return PORTICO_UNAVAILABLE;
    return answer == Answer::unusable ? unusable : PORTICO_DENIED;
}

// For whom the thread works, from data of the host itself.
shares::Requester currentRequester() noexcept {
    const capabilities::CallContext& context = capabilities::CallContext::forCurrentThread();
    return {shares::Network::of(context.ownRequest().client.data()), context.login};
}

portico_status acceptable(void*, portico_str hash, portico_error* why) noexcept {
    return exceptionBarrier(why, [&] {
        const auto refusal = passwords::Passwords::refusal(view(hash));
        if (!refusal) return PORTICO_OK;
        explain(why, *refusal);
        return PORTICO_INVALID;
    });
}

std::uint64_t cost(void*, portico_str hash) noexcept { return passwords::Passwords::cost(view(hash)); }

} // namespace

passwords::Limits hashingLimits(const config::Settings& settings) {
    passwords::Limits limits;
    limits.cost.memoryKiB = static_cast<std::uint32_t>(settings.size("hashing.memory") / 1024);
    limits.cost.passes = static_cast<std::uint32_t>(settings.integer("hashing.passes"));
    limits.pool.parallel = static_cast<std::uint32_t>(settings.integer("hashing.parallel"));
    limits.pool.queue = static_cast<std::size_t>(settings.integer("hashing.queue"));
    limits.pool.timeout = settings.duration("hashing.wait");
    return limits;
}

portico_status PasswordsService::hash(void* self, portico_str password, const portico_sink* out,
                                      portico_error* why) noexcept {
    return exceptionBarrier(why, [&] {
        auto& service = *static_cast<PasswordsService*>(self);
        const http::wire::BlockedLanes::BlockingSection away(*service.blocked_);
        std::string made;
        const Answer answer = service.passwords_.hash(view(password), made, currentRequester());
        const portico_status status = said(answer, PORTICO_INVALID, *service.calls_, why);
        return status == PORTICO_OK ? out->write(out->ctx, str(made)) : status;
    });
}

portico_status PasswordsService::verify(void* self, portico_str password, portico_str hash, portico_str costliest,
                                        std::uint32_t* upgrade, portico_error* why) noexcept {
    return exceptionBarrier(why, [&] {
        auto& service = *static_cast<PasswordsService*>(self);
        const http::wire::BlockedLanes::BlockingSection away(*service.blocked_);
        if (upgrade != nullptr) *upgrade = 0;
        const Answer answer =
            service.passwords_.verify(view(password), view(hash), view(costliest), currentRequester());
        if (upgrade != nullptr && answer == Answer::yesUpgrade) *upgrade = 1;
        return said(answer, PORTICO_DENIED, *service.calls_, why);
    });
}

PasswordsService::PasswordsService(const passwords::Limits& limits, std::shared_ptr<http::wire::BlockedLanes> away,
                                   std::shared_ptr<PasswordCalls> calls)
    : passwords_(limits),
      blocked_(std::move(away)),
      calls_(std::move(calls)),
      table_{sizeof(portico_passwords), 0, this, hash, verify, acceptable, cost} {}

std::shared_ptr<const PasswordsService> PasswordsServices::within(const passwords::Limits& limits) {
    const MutexLock lock(mutex_);
    if (!service_ || limits != limits_) {
        service_ = std::make_shared<const PasswordsService>(limits, blocked_, calls_);
        limits_ = limits;
    }
    return service_;
}

PasswordsServices::Use PasswordsServices::use() {
    Use use{calls_->done.load(std::memory_order_relaxed), calls_->refused.load(std::memory_order_relaxed)};
    const MutexLock lock(mutex_);
    if (service_) {
        use.running = service_->pool().running();
        use.waiting = service_->pool().waiting();
    }
    return use;
}

} // namespace portico::host
