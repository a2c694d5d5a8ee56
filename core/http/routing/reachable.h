// SPDX-License-Identifier: Apache-2.0
// Can a request get to a route at all? Methods that the server does not take, paths that it answers itself, and paths that no
// request can have. Not here: whether two routes want the same path (router). Asked when a generation is built.
#pragma once

#include <string>
#include <string_view>

namespace portico::http {

// Why nothing would ever get there, as a clause: "has the method \"get\"; ...". Empty if it can be reached.
std::string unreachable(std::string_view method, std::string_view path);

} // namespace portico::http
