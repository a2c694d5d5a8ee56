// SPDX-License-Identifier: Apache-2.0
#include "user_store.h"

#include "session_table.h"

#include <algorithm>
#include <array>
#include <limits>
#include <portico/user_rules.hpp>
#include <sodium.h>
#include <stdexcept>

namespace users_sqlite {

using Connection = Poco::Data::Session;
using portico::Error;

namespace {

// 128 random bits in hexadecimal.
std::string newUserId() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be initialized");
    std::array<unsigned char, 16> random{};
    randombytes_buf(random.data(), random.size());
    std::array<char, 2 * 16 + 1> text{};
    return sodium_bin2hex(text.data(), text.size(), random.data(), random.size());
}

std::optional<portico::User> userOf(std::optional<UserRow> row) {
    return row ? std::optional<portico::User>(std::move(row->user)) : std::nullopt;
}

[[noreturn]] void nobody() { throw Error(PORTICO_NOT_FOUND, "there is no user with this id"); }
[[noreturn]] void nameIsTaken() { throw Error(PORTICO_EXISTS, "a user with this name already exists"); }

bool areEqual(const UserRow& a, const UserRow& b) {
    return a.user.name == b.user.name && a.user.roles == b.user.roles && a.user.disabled == b.user.disabled;
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

// Invalid and unknown names cost the same query and the same hash.
UserStore::Candidate UserStore::candidate(std::string_view name) {
    const std::string canonical = portico::canonicalName(name).value_or(":"); // no name contains ':'
    return database_.read([&](Connection& c) {
        UserTable table(c);
        return Candidate{table.withName(canonical), table.costliestSecret()};
    });
}

std::optional<portico::User> UserStore::verify(std::string_view name, std::string_view password) {
    const Candidate asked = candidate(name);
    if (!asked.row || asked.row->user.disabled) {
        host_.passwords().verifyNobody(password, asked.costliest);
        return std::nullopt;
    }
    if (!passes(*asked.row, password, asked.costliest)) return std::nullopt;
    // Hashing takes long: a user who was disabled or got another password meanwhile must not be let in with the old one.
    const auto now = database_.read([&](Connection& c) { return UserTable(c).withId(asked.row->user.id); });
    if (!now || now->user.disabled || now->user.revision != asked.row->user.revision) return std::nullopt;
    return now->user;
}

bool UserStore::passes(const UserRow& row, std::string_view password, const std::string& costliest) {
    using Answer = portico::Passwords::Answer;
    const Answer answer = host_.passwords().verify(password, row.secret, costliest);
    if (answer == Answer::YesUpgrade) upgrade(row, password);
    return answer != Answer::No;
}

// A failed upgrade of the hash must not refuse the login: if the hash cannot be computed or written now, the next login tries
// again.
void UserStore::upgrade(const UserRow& row, std::string_view password) {
    try {
        const std::string secret = host_.passwords().hash(password);
        const std::int64_t cost = costOf(secret);
        database_.write([&](Connection& c) { UserTable(c).upgradeSecret(row.user.id, row.secret, secret, cost); });
    } catch (const Error& error) {
        host_.warning("the hash of user " + row.user.id +
                      " was not upgraded (the next login tries again): " + error.what());
    }
}

void UserStore::create(const portico::User& user, const portico::Secret& secret) {
    UserRow row{user, {}, hashOf(secret), 0};
    row.user.id = newUserId();
    row.user.name = portico::mustBeName(user.name);
    row.canonical = portico::canonicalName(user.name).value();
    row.user.roles = portico::mustBeRoles(user.roles);
    row.user.created = row.user.changed = host_.nowSeconds();
    row.user.revision = host_.now().count();
    row.cost = costOf(row.secret);
    database_.write([&](Connection& c) {
        if (!UserTable(c).insert(row)) nameIsTaken();
    });
}

// Every change of a user ends all earlier sessions in the same transaction. A revision is at least the current time, so that none
// is repeated after an older copy of the file was restored.
void UserStore::edit(const std::string& id, Counts counts, const Edit& edit) {
    database_.write([&](Connection& c) {
        UserTable table(c);
        const std::optional<UserRow> before = table.withId(id);
        if (!before) nobody();
        UserRow row = *before;
        edit(row);
        if (counts == Counts::IfDifferent && areEqual(row, *before)) return;
        row.user.changed = host_.nowSeconds();
        row.user.revision = std::max<std::int64_t>(before->user.revision + 1, host_.now().count());
        if (!table.update(row)) nameIsTaken();
        SessionTable(c).removeOfUser(id);
    });
}

void UserStore::update(const portico::User& user) {
    const std::string roles = portico::mustBeRoles(user.roles);
    edit(user.id, Counts::IfDifferent, [&](UserRow& row) {
        row.user.roles = roles;
        row.user.disabled = user.disabled;
    });
}

void UserStore::change(const portico::User& user) {
    const std::string name = portico::mustBeName(user.name), roles = portico::mustBeRoles(user.roles);
    edit(user.id, Counts::IfDifferent, [&](UserRow& row) {
        if (user.revision != 0 && user.revision != row.user.revision)
            throw Error(PORTICO_CONFLICT, "this user has been changed since it was read; read it again");
        row.user.name = name;
        row.canonical = portico::canonicalName(name).value();
        row.user.roles = roles;
        row.user.disabled = user.disabled;
    });
}

void UserStore::setSecret(std::string_view id, const portico::Secret& secret) {
    const std::string hash = hashOf(secret);
    edit(std::string(id), Counts::Always, [&](UserRow& row) {
        row.secret = hash;
        row.cost = costOf(hash);
    });
}

void UserStore::remove(std::string_view id) {
    database_.write([&](Connection& c) {
        if (!UserTable(c).remove(std::string(id))) nobody();
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
