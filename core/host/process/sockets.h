// SPDX-License-Identifier: Apache-2.0
// From the configuration to the sockets and limits that the server is made with. No rule about requests is made here.
#pragma once

#include "config/environment.h"
#include "config/settings.h"
#include "http/server/poco_server.h"

namespace portico::host {

// Binds what server.listen and server.listen_tls name, or takes what systemd hands over. Throws std::runtime_error that names the address.
//
// Of systemd's sockets those named "https" or "tls" speak TLS. Throws Refusal for certificates.
http::ServerOptions openSockets(const config::Settings& settings, const config::Environment& environment);

} // namespace portico::host
