// SPDX-License-Identifier: Apache-2.0
// The tables of users, sessions and mail as other plugins receive them: the same functions, with each call recorded in the call context
// and in the statistics of the provider, whatever the size of its table. Only the host calls other capabilities.
#pragma once

#include "capabilities/plugin_stats.h"

#include <portico/abi.h>

#include <string_view>

namespace portico::capabilities {

class Metered {
public:
    // `stats`: nullptr: not counted.
    Metered(std::string_view capability, portico_provider provider, PluginStats* stats);
    Metered(const Metered&) = delete;
    Metered& operator=(const Metered&) = delete;

    // Valid as long as both this object and the provider exist.
    portico_provider provider() noexcept { return provider_; }

private:
    friend struct MeteredCalls;
    const portico_provider real_;
    PluginStats* const stats_;
    portico_users users_{};
    portico_sessions sessions_{};
    portico_mail mail_{};
    portico_provider provider_;
};

} // namespace portico::capabilities
