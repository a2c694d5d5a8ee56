// SPDX-License-Identifier: Apache-2.0
// The host's own metrics that are counted elsewhere: lanes, clients, TLS, password hashing, TTL stores, the log, and the calls of
// plugins. Read only when metrics are written. Requests are counted by http/generation, reloads by host/reload.
#pragma once

#include "host/log/log.h"
#include "host/services/process_state.h"
#include "http/server/poco_server.h"
#include "metrics/registry.h"

namespace portico::host {

// Its metrics are written while it exists; all arguments must outlive it.
class HostMetrics {
public:
    HostMetrics(ProcessState& processState, http::PocoServer& server)
        : processState_(processState),
          server_(server),
          collector_(processState.metrics, [this](metrics::Exposition& out) { collect(out); }) {}

private:
    void collect(metrics::Exposition& out) const;
    void lanes(metrics::Exposition& out) const;
    void clients(metrics::Exposition& out) const;
    void passwords(metrics::Exposition& out) const;
    void stores(metrics::Exposition& out) const;
    void log(metrics::Exposition& out) const;
    void plugins(metrics::Exposition& out) const;

    ProcessState& processState_;
    http::PocoServer& server_;
    const metrics::Registry::Collector collector_; // last member: it calls the others
};

} // namespace portico::host
