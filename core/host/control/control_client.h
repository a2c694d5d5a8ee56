// SPDX-License-Identifier: Apache-2.0
// The commands' side of server.control.
#pragma once

#include "base/json_value.h"
#include "host/process/options.h"

#include <filesystem>
#include <optional>
#include <string>

namespace portico::host {

// The control socket of the server with this configuration. Other parts of the configuration may be faulty.
std::filesystem::path controlFile(const Options& options);

// The server's answer, one line of JSON; nothing if no server listens. Throws std::runtime_error if access is denied or the
// server ends without an answer.
std::optional<std::string> askServer(const std::filesystem::path& control, const std::string& line);

// Throws std::runtime_error if the answer is not JSON.
base::Json parsedAnswer(const std::string& answer);

} // namespace portico::host
