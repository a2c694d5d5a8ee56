// SPDX-License-Identifier: Apache-2.0
// portico.users/1 on the database. Contains the rules: which users may be created, what a login costs, what ends sessions.
// Thread-safe.
#pragma once

#include "lazy_database.h"
#include "user_table.h"

#include <portico/host.hpp>

namespace users_sqlite {

class UserStore final : public portico::Users {
public:
    UserStore(portico::Host host, LazyDatabase& database) : host_(host), database_(database) {}

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
    struct Candidate {
        std::optional<UserRow> row;
        std::string costliest;
    };
    Candidate candidate(std::string_view name);
    bool passes(const UserRow& row, std::string_view password, const std::string& costliest);
    void upgrade(const UserRow& row, std::string_view password);
    using Edit = std::function<void(UserRow& row)>;
    enum class Counts { Always, IfDifferent };
    void edit(const std::string& id, Counts counts, const Edit& edit);
    std::string hashOf(const portico::Secret& secret) const;
    std::int64_t costOf(const std::string& secret) const;

    portico::Host host_;
    LazyDatabase& database_;
};

} // namespace users_sqlite
