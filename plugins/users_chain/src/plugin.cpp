// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: which stores, in which order.
#include "chained_users.h"

#include <portico/plugin.hpp>

#include <algorithm>

namespace users_chain {

class UsersChain : public portico::Plugin {
public:
    explicit UsersChain(portico::Host host) : host_(host), stores_(host.list("stores")) {
        if (stores_.empty())
            throw portico::Error(PORTICO_INVALID, "plugins.users_chain.stores names no store; write, for example, "
                                                  "stores = [\"users_file\", \"users_sqlite\"]");
        for (const std::string& id : stores_)
            if (std::ranges::count(stores_, id) > 1)
                throw portico::Error(PORTICO_INVALID, "plugins.users_chain.stores names " + id + " twice");
        const std::string_view newUsers = host.setting("new_users");
        if (!newUsers.empty() && std::ranges::find(stores_, newUsers) == stores_.end())
            throw portico::Error(PORTICO_INVALID, "plugins.users_chain.new_users names " + std::string(newUsers) +
                                                      ", which is not in plugins.users_chain.stores");
    }

    void start() override {
        std::vector<Store> stores;
        for (const std::string& id : stores_) stores.push_back({id, host_.usersOf(id)});
        chain_.emplace(std::move(stores), std::string(host_.setting("new_users")));
    }

    portico::Users& users() { return chain_.value(); }

private:
    portico::Host host_;
    const std::vector<std::string> stores_;
    std::optional<ChainedUsers> chain_;
};

} // namespace users_chain

PORTICO_PLUGIN(users_chain::UsersChain, {
    "id" : "users_chain",
    "version" : "1.0.0",
    "summary" : "Users of several stores, each name in the first store that has it.",
    "provides" : ["portico.users/1"],
    "needs" : ["portico.users/1@$stores"],
    "settings" : {
        "stores" : {
            "type" : "list",
            "default" : [],
            "max_entries" : 8,
            "help" : "The plugins whose users these are. A name belongs to the first one that has it."
        },
        "new_users" : {
            "type" : "string",
            "default" : "",
            "help" : "The one of them that gets new users; if empty, none can be added."
        }
    }
});
