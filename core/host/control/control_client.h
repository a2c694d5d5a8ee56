// SPDX-License-Identifier: Apache-2.0
// The commands' side of server.control.
#pragma once

#include "base/json_value.h"
#include "config/settings.h"
#include "host/process/options.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace portico::host {

// Where a server listens, and how it is recognized.
struct ControlTarget {
    std::filesystem::path socket;     // server.control
    std::filesystem::path state;      // state.directory; it belongs to the server's user
    std::chrono::seconds longest{60}; // until a server has answered
};

ControlTarget controlTarget(const config::Settings& settings);

// The target of commands with this configuration. Other parts of it may be faulty, but if a part cannot be read or does not say
// where the server listens, throws Refusal: the default socket may be that of another server.
ControlTarget controlTarget(const Options& options);

// The server's answer, one line of JSON; nothing if no server listens. Throws std::runtime_error if access is denied or the
// server ends without an answer or is late, and Refusal if the process that listens belongs neither to root nor to the user of this process.
// For root, the owner of the state folder may listen, too. Whoever may write to the folder of the socket could listen there.
std::optional<std::string> askServer(const ControlTarget& target, const std::string& line);

// Throws std::runtime_error if the answer is not JSON.
base::Json parsedAnswer(const std::string& answer);

} // namespace portico::host
