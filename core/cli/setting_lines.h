// SPDX-License-Identifier: Apache-2.0
// The setting of a plugin as `portico plugins info` prints it: name, type, limits, default, sentence; below it the fields of a
// table.
#pragma once

#include "config/declaration.h"

#include <string>

namespace portico::cli {

std::string settingLines(const config::Declaration& setting);

} // namespace portico::cli
