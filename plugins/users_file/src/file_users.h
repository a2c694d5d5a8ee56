// SPDX-License-Identifier: Apache-2.0
// portico.users/1 from the password file, read-only: functions that change users return an error that tells the administrator to
// edit the file. Thread-safe.
#pragma once

#include "line_revisions.h"
#include "password_file.h"

#include <portico/host.hpp>

namespace users_file {

class FileUsers final : public portico::Users {
public:
    FileUsers(portico::Host host, std::string path);

    // Reads the file for the first time. Throws portico::Error if the file cannot be used.
    void open() { file_.accounts(); }

    std::optional<portico::User> find(std::string_view name) override;
    std::optional<portico::User> get(std::string_view id) override;
    void list(const Take& take) override;
    std::optional<portico::User> verify(std::string_view name, std::string_view password) override;
    void create(const portico::User&, const portico::Secret&) override { refuse(); }
    void update(const portico::User&) override { refuse(); }
    void setSecret(std::string_view, const portico::Secret&) override { refuse(); }
    void remove(std::string_view) override { refuse(); }
    void change(const portico::User&) override { refuse(); }

private:
    HashPolicy judge() const;
    void reportFaults(const Accounts* before, Accounts& now) const;
    std::optional<Account> account(const std::string& canonical);
    [[noreturn]] void refuse() const;

    portico::Host host_;
    LineRevisions revisions_;
    PasswordFile file_;
};

} // namespace users_file
