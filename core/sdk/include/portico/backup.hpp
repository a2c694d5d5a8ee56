// SPDX-License-Identifier: Apache-2.0
// The interface of a plugin that saves and restores its own data: portico_backup in abi/backup.h. The host calls it on a plugin
// that is created but not started, one function at a time. Part of <portico/plugin.hpp>.
//
// Example (copyDatabase is the plugin's own):
//
//     extern void copyDatabase(const std::string& from, const std::string& to); // throws
//     class DatabaseBackup final : public portico::Backup {
//     public:
//         explicit DatabaseBackup(portico::Host host) : file_(host.stateDirectory() + "/data.db") {}
//         void save(const std::string& folder) override { copyDatabase(file_, folder + "/data.db"); }
//         void load(const std::string& folder) override { copyDatabase(folder + "/data.db", file_); }
//
//     private:
//         std::string file_;
//     };
#pragma once

#include <string>

namespace portico {

class Backup {
public:
    virtual ~Backup() = default;
    virtual void save(const std::string& folder) = 0;
    virtual void load(const std::string& folder) = 0;
};

} // namespace portico
