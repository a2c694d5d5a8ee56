// SPDX-License-Identifier: Apache-2.0
// The host's own keys. To add one, add it to its group in host_keys.cpp and regenerate etc/portico.toml with
// portico_write_main_file; keys are listed nowhere else.
#pragma once

#include "config/keys.h"

namespace portico::config {

Keys hostKeys();

// The description of a section, printed above it in the main file; empty for an unknown section.
std::string_view sectionSentence(std::string_view section);

// The keys limits.*, a part of them.
void addLimitKeys(Keys& keys);

} // namespace portico::config
