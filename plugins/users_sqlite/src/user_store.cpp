// SPDX-License-Identifier: Apache-2.0
#include "user_store.h"

#include "secure_text.h"
#include "session_table.h"

#include <algorithm>
#include <limits>
#include <portico/user_rules.hpp>

namespace users_sqlite {

using Connection = Poco::Data::Session;
using portico::Error;

namespace {

std::optional<portico::User> userOf(std::optional<UserRow> row) {
    return row ? std::optional<portico::User>(std::move(row->user)) : std::nullopt;
}

void mustHaveChanged(bool changed) {
    if (!changed) throw Error(PORTICO_NOT_FOUND, "there is no user with this id");
}

} // namespace

std::optional<portico::User> UserStore::find(std::string_view name) {
    const auto canonical = portico::canonicalName(name);
    if (!canonical) return std::nullopt;
    return userOf(database_.read([&](Connection& c) { return UserTable(c).withName(*canonical); }));
}

std::optional<portico::User> UserStore::get(std::string_view id) {
    if (id.empty()) return std::nullopt;
    return userOf(database_.read([&](Connection& c) { return UserTable(c).withId(std::string(id)); }));
}

void UserStore::list(const Take& take) {
    for (const UserRow& row : database_.read([](Connection& c) { return UserTable(c).all(); }))
        if (!take(row.user)) return;
}

// Whatever is wrong with the name, the same is read and the same is hashed.
UserStore::Candidate UserStore::candidate(std::string_view name) {
    const std::string canonical = portico::canonicalName(name).value_or(":"); // ':' is in no name
    return database_.read([&](Connection& c) {
        UserTable table(c);
        return Candidate{table.withName(canonical), table.dearestSecret()};
    });
}

std::optional<portico::User> UserStore::verify(std::string_view name, std::string_view password) {
    const Candidate asked = candidate(name);
    if (!asked.row || asked.row->user.disabled) {
        host_.passwords().verifyNobody(password, asked.dearest);
        return std::nullopt;
    }
    if (!passes(*asked.row, password, asked.dearest)) return std::nullopt;
    // Hashing takes long: who was disabled or got another password meanwhile is not let in with the old one.
    const auto now = database_.read([&](Connection& c) { return UserTable(c).withId(asked.row->user.id); });
    if (!now || now->user.disabled || now->revision != asked.row->revision) return std::nullopt;
    return now->user;
}

bool UserStore::passes(const UserRow& row, std::string_view password, const std::string& dearest) {
    using Answer = portico::Passwords::Answer;
    const Answer answer = host_.passwords().verify(password, row.secret, dearest);
    if (answer == Answer::YesUpgrade) upgrade(row, password);
    return answer != Answer::No;
}

// A better hash is no reason to keep anybody out: if it cannot be made or written now, then at the next login.
void UserStore::upgrade(const UserRow& row, std::string_view password) {
    try {
        const std::string secret = host_.passwords().hash(password);
        const std::int64_t cost = costOf(secret);
        database_.write([&](Connection& c) { UserTable(c).upgradeSecret(row.user.id, row.secret, secret, cost); });
    } catch (const Error& error) {
        host_.warning("the hash of user " + row.user.id + " stays old until the next login: " + error.what());
    }
}

void UserStore::create(const portico::User& user, const portico::Secret& secret) {
    UserRow row{user, {}, hashOf(secret), 0, 0};
    row.user.id = newUserId();
    row.user.name = portico::mustBeName(user.name);
    row.canonical = portico::canonicalName(user.name).value();
    row.user.roles = portico::mustBeRoles(user.roles);
    row.user.created = row.user.changed = host_.nowSeconds();
    row.cost = costOf(row.secret);
    database_.write([&](Connection& c) {
        if (!UserTable(c).insert(row)) throw Error(PORTICO_EXISTS, "there is a user of this name already");
    });
}

void UserStore::update(const portico::User& user) {
    portico::User wanted = user;
    wanted.roles = portico::mustBeRoles(user.roles);
    wanted.changed = host_.nowSeconds();
    database_.write([&](Connection& c) {
        mustHaveChanged(UserTable(c).setAccess(wanted));
        if (wanted.disabled) SessionTable(c).removeOfUser(wanted.id);
    });
}

void UserStore::setSecret(std::string_view id, const portico::Secret& secret) {
    const std::string hash = hashOf(secret);
    const std::int64_t cost = costOf(hash);
    database_.write([&](Connection& c) {
        mustHaveChanged(UserTable(c).setSecret(std::string(id), hash, cost, host_.nowSeconds()));
        SessionTable(c).removeOfUser(std::string(id));
    });
}

void UserStore::remove(std::string_view id) {
    database_.write([&](Connection& c) {
        mustHaveChanged(UserTable(c).remove(std::string(id)));
        SessionTable(c).removeOfUser(std::string(id));
    });
}

std::string UserStore::hashOf(const portico::Secret& secret) const {
    const portico::Passwords passwords = host_.passwords();
    if (secret.kind == portico::Secret::Kind::Password) return passwords.hash(secret.text);
    passwords.mustBeAcceptable(secret.text);
    return std::string(secret.text);
}

std::int64_t UserStore::costOf(const std::string& secret) const {
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::min(host_.passwords().cost(secret), most));
}

} // namespace users_sqlite
