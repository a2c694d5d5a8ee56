// SPDX-License-Identifier: Apache-2.0
// portico.users/1 over several stores in a fixed order. A name belongs to the first store that has it, whatever the later ones
// have. The error of a store is the error of the call: a store that does not answer cannot say that it lacks the name. Ids begin
// with the plugin of their store, so that the order can change. Thread-safe like the stores.
#pragma once

#include <portico/providers.hpp>

#include <vector>

namespace users_chain {

struct Store {
    std::string plugin;
    portico::UsersProvider users;
};

class ChainedUsers final : public portico::Users {
public:
    // `stores`: at least one. `newUsers`: the plugin of the store that gets new users; empty: none does.
    ChainedUsers(std::vector<Store> stores, std::string newUsers);

    std::optional<portico::User> find(std::string_view name) override;
    std::optional<portico::User> get(std::string_view id) override;
    void list(const Take& take) override;
    std::optional<portico::User> verify(std::string_view name, std::string_view password) override;
    void create(const portico::User& user, const portico::Secret& secret) override;
    void update(const portico::User& user) override;
    void setSecret(std::string_view id, const portico::Secret& secret) override;
    void remove(std::string_view id) override;
    void change(const portico::User& user) override;

private:
    struct Place {
        Store* store;
        std::string id; // in the store
    };
    std::optional<Place> placeOf(std::string_view id);
    Place mustHave(std::string_view id);
    Store* ownerOf(std::string_view name);
    bool isOf(const Store& store, std::string_view name);
    void mustBeFree(std::string_view name, const Store* except);
    static portico::User outward(const Store& store, portico::User user);

    std::vector<Store> stores_;
    const std::string newUsers_;
};

} // namespace users_chain
