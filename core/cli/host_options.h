// SPDX-License-Identifier: Apache-2.0
// The options of every command that reads the configuration: --config and --set.
#pragma once

#include "cli/command.h"
#include "host/process/options.h"

namespace portico::cli {

std::vector<Option> withHostOptions(std::vector<Option> own);
host::Options hostOptions(const Invocation& invocation);

} // namespace portico::cli
