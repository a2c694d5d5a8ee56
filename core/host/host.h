// SPDX-License-Identifier: Apache-2.0
// The server as a whole: configuration -> plugins -> generation -> sockets, and back. No rule about requests is made here.
#pragma once

#include "host/options.h"
#include "http/generation.h"

#include <functional>
#include <string>
#include <vector>

namespace portico::host {

// Serves until SIGTERM or SIGINT, then lets requests in flight finish. `ready` gets the addresses as soon as they take
// connections. Throws Refusal, before anything is served.
void serve(const Options& options, const std::function<void(const std::vector<std::string>& addresses)>& ready);

struct Checked {
    std::size_t plugins = 0; // that would start
    std::size_t refused = 0;
    std::vector<std::string> warnings{};
};

// Everything that serve does up to where plugins start: nothing is opened, nothing is served. Throws Refusal.
Checked check(const Options& options);

// Lifts the quarantine of a plugin. How many files of it there were.
std::size_t release(const Options& options, const std::string& plugin);

// What would be served.
std::vector<http::Target> routes(const Options& options);

} // namespace portico::host
