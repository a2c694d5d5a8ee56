// SPDX-License-Identifier: Apache-2.0
// Checks what a loaded plugin returns: its entry and the table of each capability. Pure except for the calls to
// get_capability. Does not check what the functions in the tables do.
#pragma once

#include "loader/manifest/manifest.h"

#include <portico/abi.h>

namespace portico::loader {

// Checks magic, version (as in the manifest), size and functions. Reads nothing after the first of these that is wrong.
std::vector<std::string> entryProblems(const portico_plugin& entry, const Manifest& manifest);

// For capabilities defined in portico/abi: every member that this revision has had from the start must be set. Other tables are
// not checked.
std::vector<std::string> tableProblems(const std::string& capability, const void* table);

// Call after create. There must be a valid table for every id in `provides`, NULL for any other, and the same each time.
std::vector<std::string> capabilityProblems(const portico_plugin& entry, void* self, const Manifest& manifest);

} // namespace portico::loader
