// SPDX-License-Identifier: Apache-2.0
// The portico_exchange of an Exchange: what a plugin sees of a request while one of its functions runs.
#pragma once

#include "http/exchange.h"

namespace portico::http {

class PluginExchange {
public:
    explicit PluginExchange(Exchange& x);
    PluginExchange(const PluginExchange&) = delete;
    PluginExchange& operator=(const PluginExchange&) = delete;
    portico_exchange* get() noexcept { return &c_; }

private:
    portico_exchange c_;
};

} // namespace portico::http
