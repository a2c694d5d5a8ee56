// SPDX-License-Identifier: Apache-2.0
// Is what a loaded plugin hands out acceptable: its entry, and the table of each capability? Pure but for the calls to
// get_capability. What the functions in the tables do is nobody's concern here.
#pragma once

#include "loader/manifest/manifest.h"

#include <portico/abi.h>

namespace portico::loader {

// Magic, version as in the manifest, size, functions. Nothing behind the first problem is read.
std::vector<std::string> entryProblems(const portico_plugin& entry, const Manifest& manifest);

// Of a table of one of the capabilities of abi.h: every member that this revision had from its beginning must be there.
// Of other capabilities nothing is known.
std::vector<std::string> tableProblems(const std::string& capability, const void* table);

// After create: a good table for every id of `provides`, NULL for any other, the same answer every time.
std::vector<std::string> capabilityProblems(const portico_plugin& entry, void* self, const Manifest& manifest);

} // namespace portico::loader
