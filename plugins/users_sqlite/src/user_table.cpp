// SPDX-License-Identifier: Apache-2.0
#include "user_table.h"

#include <Poco/Data/Statement.h>
#include <Poco/Tuple.h>

namespace users_sqlite {

using namespace Poco::Data::Keywords;

namespace {

using UserColumns = Poco::Tuple<std::string, std::string, std::string, std::string, Poco::Int64, std::string,
                                Poco::Int64, Poco::Int64, Poco::Int64, Poco::Int64>;

const std::string selectUsers =
    "SELECT id, name, canonical, secret, cost, roles, disabled, revision, created, changed FROM users ";

UserRow rowOf(const UserColumns& c) {
    return {{c.get<0>(), c.get<1>(), c.get<5>(), c.get<6>() != 0, c.get<8>(), c.get<9>(), c.get<7>()},
            c.get<2>(),
            c.get<3>(),
            c.get<4>()};
}

std::optional<UserRow> only(std::vector<UserRow> rows) {
    return rows.empty() ? std::nullopt : std::optional<UserRow>(std::move(rows.front()));
}

Poco::Int64 integer(bool value) { return value ? 1 : 0; }

} // namespace

// `where` is one of the three constants below, never input.
std::vector<UserRow> UserTable::select(const std::string& where, const std::string& value) {
    std::vector<UserColumns> found;
    Poco::Data::Statement statement(connection_);
    statement << selectUsers + where, into(found);
    if (!value.empty()) statement, bind(value);
    statement.execute();
    std::vector<UserRow> rows;
    rows.reserve(found.size());
    for (const UserColumns& columns : found) rows.push_back(rowOf(columns));
    return rows;
}

std::optional<UserRow> UserTable::withName(const std::string& canonical) {
    return only(select("WHERE canonical = ?", canonical));
}

std::optional<UserRow> UserTable::withId(const std::string& id) { return only(select("WHERE id = ?", id)); }

std::vector<UserRow> UserTable::all() { return select("ORDER BY canonical", {}); }

std::string UserTable::costliestSecret() {
    std::string secret;
    connection_ << "SELECT secret FROM users ORDER BY cost DESC LIMIT 1", into(secret), now;
    return secret;
}

bool UserTable::insert(const UserRow& row) {
    Poco::Data::Statement statement(connection_);
    statement << "INSERT OR IGNORE INTO users (id, name, canonical, secret, cost, roles, disabled, created, changed, "
                 "revision)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        bind(row.user.id), bind(row.user.name), bind(row.canonical), bind(row.secret), bind(Poco::Int64(row.cost)),
        bind(row.user.roles), bind(integer(row.user.disabled)), bind(Poco::Int64(row.user.created)),
        bind(Poco::Int64(row.user.changed)), bind(Poco::Int64(row.user.revision));
    return statement.execute() == 1;
}

bool UserTable::update(const UserRow& row) {
    Poco::Data::Statement statement(connection_);
    statement << "UPDATE OR IGNORE users SET name = ?, canonical = ?, secret = ?, cost = ?, roles = ?, disabled = ?,"
                 " changed = ?, revision = ? WHERE id = ?",
        bind(row.user.name), bind(row.canonical), bind(row.secret), bind(Poco::Int64(row.cost)), bind(row.user.roles),
        bind(integer(row.user.disabled)), bind(Poco::Int64(row.user.changed)), bind(Poco::Int64(row.user.revision)),
        bind(row.user.id);
    return statement.execute() == 1;
}

void UserTable::upgradeSecret(const std::string& id, const std::string& old, const std::string& secret,
                              std::int64_t cost) {
    connection_ << "UPDATE users SET secret = ?, cost = ? WHERE id = ? AND secret = ?", bind(secret),
        bind(Poco::Int64(cost)), bind(id), bind(old), now;
}

bool UserTable::remove(const std::string& id) {
    Poco::Data::Statement statement(connection_);
    statement << "DELETE FROM users WHERE id = ?", bind(id);
    if (statement.execute() != 1) return false;
    connection_ << "INSERT OR IGNORE INTO removed_users VALUES (?)", bind(id), now;
    return true;
}

bool UserTable::wasRemoved(const std::string& id) {
    int count = 0;
    connection_ << "SELECT count(*) FROM removed_users WHERE id = ?", into(count), bind(id), now;
    return count != 0;
}

} // namespace users_sqlite
