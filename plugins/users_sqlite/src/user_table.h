// SPDX-License-Identifier: Apache-2.0
// The SQL of users: reads and writes rows. Every value is a bound parameter.
#pragma once

#include <Poco/Data/Session.h>
#include <portico/user.hpp>

#include <optional>
#include <string>
#include <vector>

namespace users_sqlite {

struct UserRow {
    portico::User user;
    std::string canonical;
    std::string secret;
    std::int64_t cost = 0; // of the secret
};

class UserTable {
public:
    explicit UserTable(Poco::Data::Session& connection) : connection_(connection) {}

    std::optional<UserRow> withName(const std::string& canonical);
    std::optional<UserRow> withId(const std::string& id);
    std::vector<UserRow> all(); // by name

    // The costliest secret of all users; empty if there are none.
    std::string costliestSecret();

    bool insert(const UserRow& row); // false: the name is taken
    // Everything but the id and `created`. False if another user has the name.
    bool update(const UserRow& row);
    // Stores a better hash of the same password; does nothing if the secret is no longer `old`.
    void upgradeSecret(const std::string& id, const std::string& old, const std::string& secret, std::int64_t cost);
    // False if no user has this id.
    bool remove(const std::string& id);
    bool wasRemoved(const std::string& id);

private:
    std::vector<UserRow> select(const std::string& where, const std::string& value);
    Poco::Data::Session& connection_;
};

} // namespace users_sqlite
