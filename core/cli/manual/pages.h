// SPDX-License-Identifier: Apache-2.0
// The manual pages and shell completions, generated from the tables of commands and keys.
#pragma once

#include "cli/command.h"

#include <span>
#include <string>

namespace portico::cli {

std::string commandPage(std::span<const Command> commands); // portico(1)
std::string configurationPage();                            // portico.toml(5)
std::string pluginPage();                                   // portico-plugin(7)

std::string bashCompletion(std::span<const Command> commands);
std::string zshCompletion(std::span<const Command> commands);

} // namespace portico::cli
