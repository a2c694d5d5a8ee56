// SPDX-License-Identifier: Apache-2.0
// A portico_exchange for serve --dev, in front of the real one: ends the process with a sentence if a plugin calls a function on
// another thread than the one that received the exchange, or after the call that passed it has returned.
#pragma once

#include "capabilities/misuse.h"

#include <portico/abi.h>

#include <atomic>
#include <string>
#include <thread>
#include <utility>

namespace portico::http {

class CheckedExchange {
public:
    // On the thread of the request, which calls end() when the plugin has returned; `real` may be gone afterwards.
    CheckedExchange(portico_exchange& real, std::string_view plugin);
    CheckedExchange(const CheckedExchange&) = delete;
    CheckedExchange& operator=(const CheckedExchange&) = delete;

    portico_exchange* get() noexcept { return &c_; }
    void end() noexcept { ended_ = true; }

    static const CheckedExchange& of(const portico_exchange* x) { return *static_cast<const CheckedExchange*>(x->ctx); }
    void mustAllow(std::string_view function) const noexcept;
    std::pair<portico_exchange*, portico_exchange*> real() const noexcept { return {&real_, &real_}; }

private:
    portico_exchange& real_;
    const std::string plugin_;
    const std::thread::id thread_ = std::this_thread::get_id();
    std::atomic<bool> ended_{false};
    portico_exchange c_;
};

} // namespace portico::http
