// SPDX-License-Identifier: Apache-2.0
#include "user_table.h"

#include <Poco/Data/Statement.h>
#include <Poco/Tuple.h>

namespace users_sqlite {

using namespace Poco::Data::Keywords;

namespace {

using Columns = Poco::Tuple<std::string, std::string, std::string, std::string, Poco::Int64, std::string, Poco::Int64,
                            Poco::Int64, Poco::Int64, Poco::Int64>;

const std::string selected =
    "SELECT id, name, canonical, secret, cost, roles, disabled, revision, created, changed FROM users ";

UserRow rowOf(const Columns& c) {
    return {{c.get<0>(), c.get<1>(), c.get<5>(), c.get<6>() != 0, c.get<8>(), c.get<9>()},
            c.get<2>(),
            c.get<3>(),
            c.get<4>(),
            c.get<7>()};
}

std::optional<UserRow> only(std::vector<UserRow> rows) {
    return rows.empty() ? std::nullopt : std::optional<UserRow>(std::move(rows.front()));
}

Poco::Int64 integer(bool value) { return value ? 1 : 0; }

} // namespace

// `where` is one of the three texts below, never input.
std::vector<UserRow> UserTable::select(const std::string& where, const std::string& value) {
    std::vector<Columns> found;
    Poco::Data::Statement statement(connection_);
    statement << selected + where, into(found);
    if (!value.empty()) statement, bind(value);
    statement.execute();
    std::vector<UserRow> rows;
    rows.reserve(found.size());
    for (const Columns& columns : found) rows.push_back(rowOf(columns));
    return rows;
}

std::optional<UserRow> UserTable::withName(const std::string& canonical) {
    return only(select("WHERE canonical = ?", canonical));
}

std::optional<UserRow> UserTable::withId(const std::string& id) { return only(select("WHERE id = ?", id)); }

std::vector<UserRow> UserTable::all() { return select("ORDER BY canonical", {}); }

std::string UserTable::dearestSecret() {
    std::string secret;
    connection_ << "SELECT secret FROM users ORDER BY cost DESC LIMIT 1", into(secret), now;
    return secret;
}

bool UserTable::insert(const UserRow& row) {
    Poco::Data::Statement statement(connection_);
    statement << "INSERT OR IGNORE INTO users (id, name, canonical, secret, cost, roles, disabled, created, changed)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        bind(row.user.id), bind(row.user.name), bind(row.canonical), bind(row.secret), bind(Poco::Int64(row.cost)),
        bind(row.user.roles), bind(integer(row.user.disabled)), bind(Poco::Int64(row.user.created)),
        bind(Poco::Int64(row.user.changed));
    return statement.execute() == 1;
}

bool UserTable::setAccess(const portico::User& user) {
    Poco::Data::Statement statement(connection_);
    statement << "UPDATE users SET roles = ?, disabled = ?, changed = ?, revision = revision + ? WHERE id = ?",
        bind(user.roles), bind(integer(user.disabled)), bind(Poco::Int64(user.changed)), bind(integer(user.disabled)),
        bind(user.id);
    return statement.execute() == 1;
}

bool UserTable::setSecret(const std::string& id, const std::string& secret, std::int64_t cost, std::int64_t changed) {
    Poco::Data::Statement statement(connection_);
    statement << "UPDATE users SET secret = ?, cost = ?, changed = ?, revision = revision + 1 WHERE id = ?",
        bind(secret), bind(Poco::Int64(cost)), bind(Poco::Int64(changed)), bind(id);
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
    return statement.execute() == 1;
}

} // namespace users_sqlite
