// SPDX-License-Identifier: Apache-2.0
// One plugin's file, installed or not, judged without running any of its code: what `portico plugins info` and `check` tell.
#pragma once

#include "loader/manifest/plugin_file.h"

namespace portico::host {

// With what the dynamic linker would miss among its problems.
loader::PluginFile checkPlugin(const std::filesystem::path& file);

} // namespace portico::host
