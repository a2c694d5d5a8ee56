// SPDX-License-Identifier: Apache-2.0
// The portico_exchange of an Exchange: the view that a plugin has of a request while one of its functions runs.
#pragma once

#include "http/exchange/exchange.h"

namespace portico::http {

// Lends `text` to a plugin until the call ends; under serve --dev, lends a copy that does not outlive the call.
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
    LentMemory* const outer_; // of the handler during which a challenge is requested
    std::optional<LentMemory> lent_;
    portico_user user_{};
    portico_exchange c_{};
};

} // namespace portico::http
