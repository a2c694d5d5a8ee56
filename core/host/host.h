// SPDX-License-Identifier: Apache-2.0
// The whole server: configuration -> plugins -> generation -> sockets, and back. Contains no rules about requests.
#pragma once

#include "host/process/options.h"
#include "host/trial/preview.h"

#include <functional>
#include <string>
#include <vector>

namespace portico::host {

// Serves until SIGTERM or SIGINT, then lets requests in flight finish. Calls `ready` with the addresses as soon as they
// accept connections. Throws Refusal before anything is served.
void serve(const Options& options, const std::function<void(const std::vector<std::string>& addresses)>& ready);

// Checks what serve would do, from the configuration and its certificates to the routes, without serving. Throws Refusal if
// the server would not start.
Preview check(const Options& options);

// Releases a plugin from quarantine. Returns the number of its quarantined files.
std::size_t release(const Options& options, const std::string& plugin);

} // namespace portico::host
