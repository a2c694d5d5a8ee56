// SPDX-License-Identifier: Apache-2.0
// Sends a line to the control socket of the running server, and reads and prints the answer.
#pragma once

#include "base/json_value.h"
#include "host/control/control_client.h"
#include "host/process/options.h"

#include <optional>
#include <string>

namespace portico::cli {

struct ControlAnswer {
    std::string text; // the unparsed answer
    base::Json json;
};

// Nothing if no server listens there. Throws what host::askServer throws, and std::runtime_error for a malformed answer or an error
// of the server.
std::optional<ControlAnswer> askAt(const host::ControlTarget& target, const std::string& line);
// Also throws host::Refusal if the configuration does not say where the server listens.
std::optional<ControlAnswer> askIfRunning(const host::Options& options, const std::string& line);
// Also throws std::runtime_error if no server listens.
ControlAnswer askRunning(const host::Options& options, const std::string& line);

// Prints the result of a reload. Throws host::Refusal if it was refused.
void tellReload(const ControlAnswer& answer);

} // namespace portico::cli
