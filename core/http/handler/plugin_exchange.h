// SPDX-License-Identifier: Apache-2.0
// The portico_exchange of an Exchange: the view that a plugin has of a request while one of its functions runs. Under serve --dev
// its functions check who calls them.
#pragma once

#include "http/exchange/exchange.h"
#include "http/handler/checked_exchange.h"

namespace portico::http {

// Lends `text` to a plugin until the call ends; under serve --dev, lends a copy that does not outlive the call.
portico_str lend(const Exchange& x, std::string_view text);

class PluginExchange {
public:
    // `plugin`: the id of the plugin that receives it.
    PluginExchange(Exchange& x, std::string_view plugin);
    ~PluginExchange();
    PluginExchange(const PluginExchange&) = delete;
    PluginExchange& operator=(const PluginExchange&) = delete;
    portico_exchange* get() noexcept { return checked_ ? checked_->get() : &c_; }

private:
    Exchange& x_;
    LentMemory* const outer_; // of the handler during which a challenge is requested
    std::optional<LentMemory> lent_;
    portico_user user_{};
    portico_exchange c_{};
    std::shared_ptr<CheckedExchange> checked_; // under serve --dev
};

} // namespace portico::http
