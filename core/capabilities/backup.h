// SPDX-License-Identifier: Apache-2.0
// Calls a backup provider to save and restore its data. Used by commands, never by requests.
#pragma once

#include "capabilities/registry.h"

#include <filesystem>

namespace portico::capabilities {

class Backup {
public:
    explicit Backup(const Provided& provided) : provided_(provided) {}

    const std::string& plugin() const noexcept { return provided_.plugin; }

    // Both throw Error with the plugin's id and reason. `folder` is an absolute path.
    void save(const std::filesystem::path& folder) const;
    void load(const std::filesystem::path& folder) const;

private:
    using Function = portico_status (*)(void*, portico_str, portico_error*);
    const portico_backup& table() const noexcept {
        return *static_cast<const portico_backup*>(provided_.provider.table);
    }
    void call(const char* name, Function function, const std::filesystem::path& folder) const;

    Provided provided_;
};

} // namespace portico::capabilities
