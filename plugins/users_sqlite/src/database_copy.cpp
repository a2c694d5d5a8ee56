// SPDX-License-Identifier: Apache-2.0
#include "database_copy.h"

#include "database.h"

#include <Poco/Data/SQLite/Utility.h>
#include <Poco/Data/Statement.h>
#include <filesystem>
#include <sqlite3.h>

namespace users_sqlite {

using namespace Poco::Data::Keywords;
using Connection = Poco::Data::Session;
using Poco::Data::SQLite::Utility;

namespace {

const std::string name = "/users.db";

// One step with all pages is one transaction on both sides. It waits for other writers like every other transaction
// (busy_timeout).
void copyPages(const Connection& from, const Connection& to) {
    sqlite3* target = Utility::dbHandle(to);
    sqlite3_backup* backup = sqlite3_backup_init(target, "main", Utility::dbHandle(from), "main");
    if (backup != nullptr) sqlite3_backup_step(backup, -1);
    const int status = backup != nullptr ? sqlite3_backup_finish(backup) : sqlite3_errcode(target);
    if (status != SQLITE_OK)
        throw portico::Error(PORTICO_UNAVAILABLE, std::string("copying failed: ") + sqlite3_errstr(status));
}

void copy(Database& from, Database& to) {
    from.read([&](Connection& source) {
        return to.read([&](Connection& target) { return copyPages(source, target), true; });
    });
}

bool isWhole(Database& database) {
    return database.read([](Connection& connection) {
        std::string verdict;
        connection << "PRAGMA integrity_check(1)", into(verdict), now;
        return verdict == "ok";
    });
}

} // namespace

void DatabaseCopy::save(const std::string& folder) {
    Database kept(file_, busySeconds_);
    Database saved(folder + name, busySeconds_);
    copy(kept, saved);
}

void DatabaseCopy::load(const std::string& folder) {
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(folder + name)))
        throw portico::Error(PORTICO_INVALID, "it contains no users.db");
    std::optional<Database> saved;
    try {
        saved.emplace(folder + name, busySeconds_); // updates the schema of the copy, not of the live store
        if (!isWhole(*saved)) throw portico::Error(PORTICO_INVALID, "its users.db is damaged");
    } catch (const portico::Error& error) {
        throw portico::Error(PORTICO_INVALID, error.what());
    }
    Database kept(file_, busySeconds_);
    copy(*saved, kept);
}

} // namespace users_sqlite
