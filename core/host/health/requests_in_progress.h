// SPDX-License-Identifier: Apache-2.0
// Which requests are being worked for, and in which plugin each of them is: for whoever asks what a generation, or the whole server,
// waits for.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace portico::host {

// "4f1c /report in guestbook, handle", one for each; of this generation only, if one is given.
std::vector<std::string> requestsInProgress(std::optional<unsigned> generation = std::nullopt);

// "guestbook, stop", one for each call into a plugin that serves no request: by the worker, above all.
std::vector<std::string> controlCalls();

} // namespace portico::host
