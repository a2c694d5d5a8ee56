// SPDX-License-Identifier: Apache-2.0
// Inspects one plugin file, installed or not, without running any of its code, for `portico plugins info` and `check`.
#pragma once

#include "loader/manifest/plugin_file.h"

namespace portico::host {

// The problems include what the dynamic linker would not find.
loader::PluginFile checkPlugin(const std::filesystem::path& file);

} // namespace portico::host
