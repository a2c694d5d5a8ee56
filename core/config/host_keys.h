// SPDX-License-Identifier: Apache-2.0
// The host's own keys. To add one, write it into its group in host_keys.cpp and run the program that writes
// etc/portico.toml; nothing else lists them.
#pragma once

#include "config/keys.h"

namespace portico::config {

Keys hostKeys();

// What a section is about, as the main file says above it; empty for a section that the host does not know.
std::string_view sectionSentence(std::string_view section);

} // namespace portico::config
