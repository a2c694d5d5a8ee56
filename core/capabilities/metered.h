// SPDX-License-Identifier: Apache-2.0
// The tables of users and sessions as other plugins get them: the same functions, each call on the seat and in the stats of
// the plugin that provides them. Other capabilities are called by the host only.
#pragma once

#include "capabilities/plugin_stats.h"

#include <portico/abi.h>

#include <string_view>

namespace portico::capabilities {

class Metered {
public:
    Metered(std::string_view capability, portico_provider provider, PluginStats* stats);
    Metered(const Metered&) = delete;
    Metered& operator=(const Metered&) = delete;

    // Valid as long as this and what it was made of.
    portico_provider provider() noexcept { return provider_; }

private:
    friend struct MeteredCalls;
    const portico_provider real_;
    PluginStats* const stats_;
    portico_users users_{};
    portico_sessions sessions_{};
    portico_provider provider_;
};

} // namespace portico::capabilities
