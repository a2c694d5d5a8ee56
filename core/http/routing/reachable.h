// SPDX-License-Identifier: Apache-2.0
// Checks whether a request can reach a route: its method is one that the server accepts, the server does not answer its path itself, and a request
// can have that path. The router checks whether two routes have the same path. Called when a generation is built.
#pragma once

#include <string>
#include <string_view>

namespace portico::http {

// Why no request can reach it, as a clause: "has the method \"get\"; ...". Empty if it is reachable.
std::string unreachable(std::string_view method, std::string_view path);

} // namespace portico::http
