// SPDX-License-Identifier: Apache-2.0
// The seam to Poco: the only file of Portico that knows Poco::Net. Sockets, threads and HTTP parsing begin and end here; what
// comes in becomes a Request, what goes out are the bytes of respond(). Whatever is to be done to connections is done here.
#pragma once

#include "http/serving.h"

#include <memory>
#include <string>
#include <vector>

namespace portico::http {

struct ServerOptions {
    std::vector<std::string> listen; // "127.0.0.1:8080", "[::1]:8080"; port 0: any free one
    int threads = 16;                // connections served at the same time
    int queued = 64;                 // connections waiting for a thread
    int keepAliveSeconds = 5;        // how long an idle connection may hold a thread
    int timeoutSeconds = 30;         // for one read or write
};

class PocoServer {
public:
    // `serving` must outlive it. Binds and listens; throws std::runtime_error that names the address and what to do.
    PocoServer(const ServerOptions& options, Serving& serving);
    ~PocoServer();
    PocoServer(const PocoServer&) = delete;
    PocoServer& operator=(const PocoServer&) = delete;

    void start();
    // Takes no new connection, lets requests in flight finish, at most `seconds`, and closes the rest.
    void stop(int seconds);

    // "127.0.0.1:8080", as bound.
    std::vector<std::string> addresses() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace portico::http
