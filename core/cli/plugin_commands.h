// SPDX-License-Identifier: Apache-2.0
// `portico plugins ...`: lists installed plugins, prints their manifests, and checks whether they would be loaded.
#pragma once

#include "cli/command.h"

#include <vector>

namespace portico::cli {

std::vector<Command> pluginCommands();

} // namespace portico::cli
