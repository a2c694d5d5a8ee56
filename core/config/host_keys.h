// SPDX-License-Identifier: Apache-2.0
// The host's own keys. To add one, add it to its group in host_keys.cpp, server_keys.cpp or limit_keys.cpp, and regenerate
// etc/portico.toml with portico_write_main_file; keys are listed nowhere else.
#pragma once

#include "config/keys.h"

namespace portico::config {

Keys hostKeys();

// The description of a section, printed above it in the main file; empty for an unknown section.
std::string_view sectionSentence(std::string_view section);

// Parts of them: server.* and tls.*, and limits.*.
void addServerKeys(Keys& keys);
void addLimitKeys(Keys& keys);

} // namespace portico::config
