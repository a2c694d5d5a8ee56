// SPDX-License-Identifier: Apache-2.0
// A provider of portico.users/1 with four users, for its contract suites. Users are added through `create` or, if the provider
// does not support it, as lines of the password file that it reads; then all functions that change users must refuse.
#pragma once

#include "host/services/passwords_service.h"
#include "support/spy_passwords.h"
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <portico/user_rules.hpp>

#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>
#include <functional>
#include <memory>

namespace portico::test {

// Cheap hashes of every scheme; bcrypt is the costliest of them.
inline const std::string sha512 =
    "$6$abc$We/zNc8oYCOt9Gy7wjQNaIZrsfcArOZgXUJBix2o20WroMAFqNTB8UqGL792.xnxbJDEdGcXwRAMK/"
    "zy7svCJ/";                                                                                   // of "pässword"
inline const std::string bcrypt = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"; // of "U*U"
inline const std::string md5 = "$1$saltstri$qQY4WxjABChYG1ccLpfkz/";                              // of "password"

inline portico::passwords::Limits cheap() {
    portico::passwords::Limits limits;
    limits.cost = {8, 1};
    limits.pool.parallel = 2;
    return limits;
}

class UsersFixture : public CppUnit::TestFixture {
protected:
    portico::host::PasswordsService service_{cheap(), std::make_shared<portico::http::wire::BlockedLanes>(),
                                             std::make_shared<portico::host::PasswordCalls>()};
    portico::test::SpyPasswords spy_{*service_.table()};
    portico::test::TestHost host_;
    std::unique_ptr<TestPlugin> plugin_;
    std::string lines_; // of the password file
    bool writable_ = true;

    portico::UsersProvider users() const { return portico::UsersProvider(plugin_->provider(PORTICO_USERS)); }
    void load() {
        plugin_.reset();
        plugin_ = std::make_unique<TestPlugin>(CONTRACT_PLUGIN, host_);
    }

    void writeLines() {
        const auto file = host_.state().write("users.htpasswd", lines_);
        std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }

    // Adds a user with that hash, in whichever way this provider supports.
    void add(const User& user, const std::string& hash) {
        try {
            users().create(user, {Secret::Kind::Hash, hash});
        } catch (const portico::Error& error) {
            if (error.status() != PORTICO_UNSUPPORTED) throw;
            writable_ = false;
            std::string roles = user.roles;
            std::replace(roles.begin(), roles.end(), ' ', ',');
            lines_ += user.name + ":" + (user.disabled ? "!" : "") + hash + ":" + roles + "\n";
            writeLines();
        }
    }
    void disable(const std::string& name, const std::string& hash) {
        if (writable_) {
            User user = users().find(name).value();
            user.disabled = true;
            users().update(user);
        } else {
            lines_.replace(lines_.find(name + ":" + hash), name.size() + 1, name + ":!");
            writeLines();
        }
    }
    static User person(const std::string& name, const std::string& roles = {}) {
        User user;
        user.name = name;
        user.roles = roles;
        return user;
    }
    std::string idOf(const std::string& name) const { return users().find(name).value().id; }

    static portico_status statusOf(const std::function<void()>& call) {
        try {
            call();
        } catch (const portico::Error& error) {
            CPPUNIT_ASSERT(*error.what() != '\0'); // an administrator reads it
            return error.status();
        }
        return PORTICO_OK;
    }
    // A call that changes users: succeeds, or reports that this provider does not support it.
    bool refusedToWrite(const std::function<void()>& call) const {
        if (writable_) return false;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNSUPPORTED}, statusOf(call));
        return true;
    }

    // As the command does it: in another instance of the plugin, which is not started.
    portico_status backUp(portico_status (*portico_backup::*function)(void*, portico_str, portico_error*),
                          const std::filesystem::path& folder) {
        const TestPlugin other(CONTRACT_PLUGIN, host_, TestPlugin::Until::created);
        const auto& table = other.table<portico_backup>(PORTICO_BACKUP);
        portico::Why why;
        const portico_status status = (table.*function)(other.self(), portico::str(folder.native()), why.get());
        CPPUNIT_ASSERT(status == PORTICO_OK || !why.message().empty());
        return status;
    }
    // Changes the hash of bob's password.
    void change() {
        if (writable_) return users().setSecret(idOf("bob@example.org"), {Secret::Kind::Hash, bcrypt});
        lines_.replace(lines_.find(md5), md5.size(), bcrypt);
        writeLines();
    }

    // verify through the ABI table, as a C caller sees it.
    struct Verdict {
        portico_status status;
        int told = 0;
        std::string name;
    };
    Verdict verify(const std::string& name, const std::string& password) const {
        Verdict verdict{PORTICO_FAILED, 0, {}};
        const portico_user_sink sink{&verdict, [](void* ctx, const portico_user* user) {
                                         auto& told = *static_cast<Verdict*>(ctx);
                                         ++told.told;
                                         told.name = portico::view(user->name);
                                         return portico_status{PORTICO_OK};
                                     }};
        const auto& table = plugin_->table<portico_users>(PORTICO_USERS);
        verdict.status = table.verify(plugin_->self(), portico::str(name), portico::str(password), &sink, nullptr);
        return verdict;
    }
    void denies(const std::string& name, const std::string& password) const {
        const Verdict verdict = verify(name, password);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name + " / " + password, portico_status{PORTICO_DENIED}, verdict.status);
        CPPUNIT_ASSERT_EQUAL(0, verdict.told);
    }

public:
    void setUp() override {
        host_.passwords = spy_.table();
        host_.settings = {{"path", ""}, {"busy_timeout", "60"}, {"sessions_per_user", "100"}};
        writeLines();
        load();
        add(person("Ada@Example.org", "admin editor"), bcrypt);
        add(person("bob@example.org"), md5);
        add(person("carol \xc3\xa9"), sha512);
        User dan = person("dan@example.org");
        dan.disabled = true;
        add(dan, md5);
        spy_.verified();
    }
};

} // namespace portico::test
