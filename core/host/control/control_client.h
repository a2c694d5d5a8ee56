// SPDX-License-Identifier: Apache-2.0
// The commands' end of server.control.
#pragma once

#include "host/process/options.h"

#include <filesystem>
#include <optional>
#include <string>

namespace portico::host {

// Where the server with this configuration listens for commands. The rest of the configuration may be wrong.
std::filesystem::path controlFile(const Options& options);

// The answer of the server, one line of JSON; nothing if no server listens. Throws std::runtime_error if it may not be asked or
// ends without an answer.
std::optional<std::string> askServer(const std::filesystem::path& control, const std::string& line);

} // namespace portico::host
