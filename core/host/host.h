// SPDX-License-Identifier: Apache-2.0
// The server as a whole: configuration -> plugins -> generation -> sockets, and back. No rule about requests is made here.
#pragma once

#include "host/process/options.h"
#include "host/trial/preview.h"

#include <functional>
#include <string>
#include <vector>

namespace portico::host {

// Serves until SIGTERM or SIGINT, then lets requests in flight finish. `ready` gets the addresses as soon as they take
// connections. Throws Refusal, before anything is served.
void serve(const Options& options, const std::function<void(const std::vector<std::string>& addresses)>& ready);

// What serve would do, from the configuration and its certificates to the routes; nothing is served. Throws Refusal if it would not
// start.
Preview check(const Options& options);

// Lifts the quarantine of a plugin. How many files of it there were.
std::size_t release(const Options& options, const std::string& plugin);

} // namespace portico::host
