// SPDX-License-Identifier: Apache-2.0
// The table of all commands: help lists them in this order.
#include "cli/commands.h"

namespace portico::cli {

std::span<const Command> commands() {
    static const std::vector<Command> all = [] {
        std::vector<Command> table = serverCommands();
        for (const std::vector<Command>& more :
             {controlCommands(), doctorCommands(), pluginCommands(), userCommands(), backupCommands()})
            table.insert(table.end(), more.begin(), more.end());
        return table;
    }();
    return all;
}

} // namespace portico::cli
