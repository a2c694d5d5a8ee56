// SPDX-License-Identifier: Apache-2.0
// portico.backup/1 for the database: SQLite copies it, page by page in one transaction, while servers read and write it.
#pragma once

#include <portico/plugin.hpp>

namespace users_sqlite {

class DatabaseCopy final : public portico::Backup {
public:
    DatabaseCopy(std::string file, std::int64_t busySeconds) : file_(std::move(file)), busySeconds_(busySeconds) {}

    void save(const std::string& folder) override;
    // Throws PORTICO_INVALID for a copy that is damaged, belongs to another program or has a newer version.
    void load(const std::string& folder) override;

private:
    const std::string file_;
    const std::int64_t busySeconds_;
};

} // namespace users_sqlite
