// SPDX-License-Identifier: Apache-2.0
#include "schema.h"

#include <Poco/Data/Statement.h>
#include <array>
#include <portico/error.hpp>
#include <vector>

namespace users_sqlite {

using namespace Poco::Data::Keywords;

namespace {

constexpr int applicationId = 0x506f7274; // "Port": distinguishes these files from those of other programs

using Step = std::vector<const char*>;

// cost: how costly it is to check `secret`, to find the costliest hash; revision: changes with every change of the user, so that
// a login that began earlier does not count.
const Step usersStep{
    "CREATE TABLE users ("
    " id TEXT NOT NULL PRIMARY KEY,"
    " name TEXT NOT NULL,"
    " canonical TEXT NOT NULL UNIQUE,"
    " secret TEXT NOT NULL,"
    " cost INTEGER NOT NULL,"
    " roles TEXT NOT NULL,"
    " disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),"
    " revision INTEGER NOT NULL DEFAULT 0,"
    " created INTEGER NOT NULL,"
    " changed INTEGER NOT NULL"
    ") STRICT",
    "CREATE INDEX users_by_cost ON users (cost)",
};

// key: SHA-256 of the session id in base64url. user_id references no table: users may be in another store.
const Step sessionsStep{
    "CREATE TABLE sessions ("
    " key TEXT NOT NULL PRIMARY KEY,"
    " user_id TEXT NOT NULL,"
    " peer TEXT NOT NULL,"
    " agent TEXT NOT NULL,"
    " created INTEGER NOT NULL,"
    " seen INTEGER NOT NULL,"
    " idle_seconds INTEGER NOT NULL,"
    " expires INTEGER NOT NULL"
    ") STRICT",
    "CREATE INDEX sessions_by_user ON sessions (user_id)",
    "CREATE INDEX sessions_by_end ON sessions (expires)",
};

// A session belongs to one revision of its user. Of the sessions from older schemas, only those that began after the last change
// stay: those of the same second cannot be told apart. removed_users: users who were deleted while a login may still be in
// progress.
const Step revisionsStep{
    "ALTER TABLE sessions ADD COLUMN revision INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sessions ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    "UPDATE users SET revision = changed * 1000 + revision + 1",
    "DELETE FROM sessions WHERE EXISTS"
    " (SELECT 1 FROM users WHERE users.id = sessions.user_id AND users.changed >= sessions.created)",
    "UPDATE sessions SET revision ="
    " coalesce((SELECT users.revision FROM users WHERE users.id = sessions.user_id), 0)",
    "CREATE TABLE removed_users (id TEXT NOT NULL PRIMARY KEY) STRICT",
};

const std::array<const Step*, 3> steps{&usersStep, &sessionsStep, &revisionsStep};

int number(Poco::Data::Session& connection, const std::string& query) {
    int value = 0;
    connection << query, into(value), now;
    return value;
}

[[noreturn]] void refuseSchema(const std::string& why) { throw portico::Error(PORTICO_FAILED, why); }

} // namespace

int newestSchema() { return static_cast<int>(steps.size()); }

bool isUpToDate(Poco::Data::Session& connection) {
    return number(connection, "PRAGMA application_id") == applicationId &&
           number(connection, "PRAGMA user_version") == newestSchema();
}

void bringUpToDate(Poco::Data::Session& connection, const std::string& file, int upTo) {
    const int done = number(connection, "PRAGMA user_version");
    if (number(connection, "SELECT count(*) FROM sqlite_master") != 0 &&
        number(connection, "PRAGMA application_id") != applicationId)
        refuseSchema(file + " is a database of another program");
    if (done > newestSchema())
        refuseSchema(file + " was written by a newer version (its schema is " + std::to_string(done) +
                     "; this version knows " + std::to_string(newestSchema()) +
                     "): install that version, or restore an older copy of the file");
    for (int step = done; step < upTo; ++step)
        for (const char* const statement : *steps[static_cast<std::size_t>(step)]) connection << statement, now;
    if (done >= upTo) return;
    connection << "PRAGMA application_id=" + std::to_string(applicationId), now;
    connection << "PRAGMA user_version=" + std::to_string(upTo), now;
}

} // namespace users_sqlite
