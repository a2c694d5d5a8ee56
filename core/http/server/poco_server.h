// SPDX-License-Identifier: Apache-2.0
// The seam to Poco: HTTPServer's threads and handlers on one side, the wire's lanes on the other. What comes in becomes a
// Request, what goes out are the bytes of respond(). Sockets, limits and waiting are http/wire's.
#pragma once

#include "http/generation/serving.h"
#include "http/log/notices.h"
#include "http/wire/blocked_lanes.h"
#include "http/wire/current_tls.h"
#include "http/wire/lane_progress.h"
#include "http/wire/limits.h"
#include "http/wire/listener.h"

#include <memory>
#include <string>
#include <vector>

namespace portico::http {

struct ServerOptions {
    // Listening sockets, each with what holds for its clients.
    std::vector<std::pair<wire::Listener, wire::Endpoint>> listeners;
    wire::Limits limits;
    unsigned threads = 16;     // requests that are worked on at the same time
    unsigned spareThreads = 0; // more lanes, for as many as are away
    std::shared_ptr<wire::BlockedLanes> away = std::make_shared<wire::BlockedLanes>();
    std::shared_ptr<Notices> notices = std::make_shared<Notices>();
    std::shared_ptr<wire::CurrentTls> tls{}; // of the listeners that speak it
};

class PocoServer {
public:
    // `serving` and `log`, for what happens below the pipeline, must outlive it.
    PocoServer(ServerOptions options, Serving& serving, Log& log);
    ~PocoServer();
    PocoServer(const PocoServer&) = delete;
    PocoServer& operator=(const PocoServer&) = delete;

    void start();
    // Takes no new connection, lets requests in flight finish, at most `seconds`, and closes the rest. False: a handler does not
    // come back; its thread runs on, and so this object and what serves must stay.
    bool stop(int seconds);

    // For a watchdog; by any thread, from start to stop.
    wire::LaneProgress laneProgress();

    // "http://127.0.0.1:8080", "https://[::1]:8443", "unix:/run/portico/http.sock", as bound.
    std::vector<std::string> addresses() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace portico::http
