// SPDX-License-Identifier: Apache-2.0
// etc/portico.toml as the table of keys has it: every key of the host, its sentence and, commented out, its default. So
// nothing in the file stands against a default that a later version changes.
#pragma once

#include <string>

namespace portico::config {

std::string mainFileText();

} // namespace portico::config
