// SPDX-License-Identifier: Apache-2.0
// How many descriptors a process may have open, compared with what limits.connections can need.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>

namespace portico::host {

// Raises the soft limit of this process to its hard limit, and returns what the limit is then.
std::uint64_t raiseDescriptorLimit() noexcept;

// The limit of a process; nothing if it cannot be read.
std::optional<std::uint64_t> descriptorLimitOf(pid_t process);

// A sentence that says how many are missing and what to do; nothing if there are enough. Each connection needs one, and
// another for the file that it is sent; a thousand are for listeners, databases and plugins.
std::optional<std::string> missingDescriptors(std::uint64_t connections, std::uint64_t limit);

} // namespace portico::host
