// SPDX-License-Identifier: Apache-2.0
#include "host/trial/plugin_check.h"

#include "loader/elf/link_check.h"

#include <unistd.h>

namespace portico::host {

loader::PluginFile checkPlugin(const std::filesystem::path& file) {
    loader::PluginFile plugin = loader::inspect(std::filesystem::absolute(file), ::geteuid());
    if (plugin.isAcceptable()) plugin.problems = loader::linkProblems(*plugin.bytes);
    return plugin;
}

} // namespace portico::host
