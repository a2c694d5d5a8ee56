// SPDX-License-Identifier: Apache-2.0
// Wraps a user store, so that the same rules apply to every store and every login method: a name that has several Unicode forms
// is one name, and every login method can carry a new password. New names and passwords reach the store in NFC. Users that the
// store already has in another form are found, too.
#pragma once

#include <portico/plugin.hpp>

namespace portico::capabilities {

class NormalizingUsers final : public Users {
public:
    explicit NormalizingUsers(portico_provider store) : store_(store) {}

    std::optional<User> find(std::string_view name) override { return store_.find(spellingOf(name)); }
    std::optional<User> get(std::string_view id) override { return store_.get(id); }
    void list(const Take& take) override { store_.list(take); }
    std::optional<User> verify(std::string_view name, std::string_view password) override {
        return store_.verify(spellingOf(name), password);
    }
    void create(const User& user, const Secret& secret) override;
    void update(const User& user) override { store_.update(user); }
    void setSecret(std::string_view id, const Secret& secret) override;
    void remove(std::string_view id) override { store_.remove(id); }
    void change(const User& user) override;

    // As a portico_users table. Valid as long as this object exists.
    Users& users() { return *this; }
    portico_provider provider();

private:
    std::string spellingOf(std::string_view typed);
    User named(const User& user);

    UsersProvider store_;
};

} // namespace portico::capabilities
