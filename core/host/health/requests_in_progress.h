// SPDX-License-Identifier: Apache-2.0
// Lists the requests in progress and the plugin in which each of them is, to show what a generation or the whole server waits
// for.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace portico::host {

// One text per request: "4f1c /report in guestbook, handle". Only requests of `generation`, if it is given.
std::vector<std::string> requestsInProgress(std::optional<unsigned> generation = std::nullopt);

// One text per plugin call that does not serve a request: one of the worker, "guestbook, stop", or a task, "guestbook, run (task
// clean-up)".
std::vector<std::string> controlCalls();

} // namespace portico::host
