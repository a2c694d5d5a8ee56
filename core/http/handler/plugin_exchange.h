// SPDX-License-Identifier: Apache-2.0
// The portico_exchange of an Exchange: what a plugin sees of a request while one of its functions runs.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// `text` for a plugin to borrow until the call ends; under serve --dev a copy that does not outlive it.
portico_str lend(const Exchange& x, std::string_view text);

class PluginExchange {
public:
    explicit PluginExchange(Exchange& x);
    ~PluginExchange();
    PluginExchange(const PluginExchange&) = delete;
    PluginExchange& operator=(const PluginExchange&) = delete;
    portico_exchange* get() noexcept { return &c_; }

private:
    Exchange& x_;
    LentMemory* const outer_; // a handler's, while it has a challenge answered
    std::optional<LentMemory> lent_;
    portico_user user_{};
    portico_exchange c_{};
};

} // namespace portico::http
