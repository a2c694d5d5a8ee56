// SPDX-License-Identifier: Apache-2.0
// Generates etc/portico.toml from the table of keys: every key of the host with its description and its default, commented out,
// so that the file does not override a default that a later version changes.
#pragma once

#include <string>

namespace portico::config {

std::string mainFileText();

} // namespace portico::config
