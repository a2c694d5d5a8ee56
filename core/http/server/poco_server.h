// SPDX-License-Identifier: Apache-2.0
// The interface to Poco: HTTPServer's threads and handlers on one side, the wire's lanes on the other. Turns received bytes into
// a Request and sends the bytes of respond(). http/wire has sockets, limits and waiting.
#pragma once

#include "http/generation/serving.h"
#include "http/log/notices.h"
#include "http/wire/connection/limits.h"
#include "http/wire/lanes/blocked_lanes.h"
#include "http/wire/lanes/lane_counts.h"
#include "http/wire/lanes/lane_progress.h"
#include "http/wire/listen/listener.h"
#include "http/wire/tls/current_tls.h"
#include "metrics/registry.h"

#include <memory>
#include <string>
#include <vector>

namespace portico::http {

struct ServerOptions {
    // Listeners, each with the properties of its clients.
    std::vector<std::pair<wire::Listener, wire::Endpoint>> listeners;
    wire::Limits limits;
    unsigned threads = 16;     // requests that are served at the same time
    unsigned spareThreads = 0; // spare lanes, for lanes in blocking sections
    std::shared_ptr<wire::BlockedLanes> away = std::make_shared<wire::BlockedLanes>();
    std::shared_ptr<Notices> notices = std::make_shared<Notices>();
    std::shared_ptr<wire::CurrentTls> tls{}; // for the listeners with TLS
    metrics::Registry* metrics =
        nullptr; // counts refusals below the pipeline; must outlive the server. Null: not counted
};

class PocoServer {
public:
    // `serving` and `log`, for events below the pipeline, must outlive this object.
    PocoServer(ServerOptions options, Serving& serving, Log& log);
    ~PocoServer();
    PocoServer(const PocoServer&) = delete;
    PocoServer& operator=(const PocoServer&) = delete;

    void start();
    // Stops accepting connections, lets current requests finish, for at most `seconds`, and closes the rest. False if a handler
    // does not return: its thread continues, so this object and the snapshots must not be destroyed.
    bool stop(int seconds);

    // For the watchdog. Any thread, from start to stop.
    wire::LaneProgress laneProgress();

    // For metrics. Any thread.
    wire::LaneCounts laneCounts();
    std::size_t connections() const noexcept;
    std::uint64_t accepted() const noexcept;

    // "http://127.0.0.1:8080", "https://[::1]:8443", "unix:/run/portico/http.sock", as bound.
    std::vector<std::string> addresses() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace portico::http
