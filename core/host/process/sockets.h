// SPDX-License-Identifier: Apache-2.0
// Turns the configuration into the server's sockets and limits. Contains no rules about requests.
#pragma once

#include "config/environment.h"
#include "config/settings.h"
#include "http/server/poco_server.h"

namespace portico::host {

// Binds the addresses of server.listen and server.listen_tls, or uses the sockets that systemd passes. Throws std::runtime_error
// with the address.
//
// Inherited sockets named "https" or "tls" use TLS. Throws Refusal for faulty certificates.
http::ServerOptions openSockets(const config::Settings& settings, const config::Environment& environment);

} // namespace portico::host
