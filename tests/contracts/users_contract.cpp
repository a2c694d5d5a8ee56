// SPDX-License-Identifier: Apache-2.0
// What every provider of portico.users/1 must do. The suite is built once for each provider. People come in through `create`, or,
// where the provider says that it cannot, as lines of the password file that it reads; then the writing half must refuse.
#include "host/passwords_service.h"
#include "support/spy_passwords.h"
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <portico/user_rules.hpp>

#include <atomic>
#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>

namespace {

using portico::Secret;
using portico::User;
using portico::test::TestPlugin;

// Cheap hashes of every age; bcrypt is the dearest of them.
const std::string sha512 = "$6$abc$We/zNc8oYCOt9Gy7wjQNaIZrsfcArOZgXUJBix2o20WroMAFqNTB8UqGL792.xnxbJDEdGcXwRAMK/"
                           "zy7svCJ/";                                                     // of "pässword"
const std::string bcrypt = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"; // of "U*U"
const std::string md5 = "$1$saltstri$qQY4WxjABChYG1ccLpfkz/";                              // of "password"

portico::passwords::Limits cheap() {
    portico::passwords::Limits limits;
    limits.cost = {8, 1};
    limits.gate.parallel = 2;
    return limits;
}

class UsersContract : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(UsersContract);
    CPPUNIT_TEST(testFindKnowsEverySpellingOfAName);
    CPPUNIT_TEST(testUnknownAndImpossibleNamesAreNotFound);
    CPPUNIT_TEST(testListHasEverybodyByName);
    CPPUNIT_TEST(testListEndsWhenItsReaderHasEnough);
    CPPUNIT_TEST(testRightPasswordTellsTheUserExactlyOnce);
    CPPUNIT_TEST(testWrongPasswordsTellNobody);
    CPPUNIT_TEST(testHashesOfEveryAgeVerify);
    CPPUNIT_TEST(testDisabledUserIsFoundButDenied);
    CPPUNIT_TEST(testEveryDenialIsHashedOnceByTheDearestMeasure);
    CPPUNIT_TEST(testBusyHashingIsUnavailableAndNeverDenied);
    CPPUNIT_TEST(testWhoIsDisabledWhileHashingIsNotLetIn);
    CPPUNIT_TEST(testUsersOutliveARestart);
    CPPUNIT_TEST(testManyThreadsGetTheirOwnAnswers);
    CPPUNIT_TEST(testANewUserHasAnIdAndDates);
    CPPUNIT_TEST(testANameExistsInEverySpelling);
    CPPUNIT_TEST(testBadNamesRolesAndSecretsAreInvalid);
    CPPUNIT_TEST(testUpdateChangesRolesAndFlagsOnly);
    CPPUNIT_TEST(testANewPasswordReplacesTheOldOne);
    CPPUNIT_TEST(testARemovedUserIsGoneAndTheIdIsNotUsedAgain);
    CPPUNIT_TEST(testUnknownIdsAreNotFound);
    CPPUNIT_TEST(testOldHashesBecomeNewOnesAtLogin);
    CPPUNIT_TEST(testAFailedUpgradeKeepsNobodyOut);
    CPPUNIT_TEST(testWhatWasSavedComesBackUnderTheServingStore);
    CPPUNIT_TEST(testABadCopyIsInvalidAndChangesNothing);
    CPPUNIT_TEST_SUITE_END();

    portico::host::PasswordsService service_{cheap(), std::make_shared<portico::http::wire::Away>()};
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

    // Somebody with that hash, by whichever way this provider has.
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
    // A call of the writing half: does what it is to do, or says that this provider does not.
    bool refusedToWrite(const std::function<void()>& call) const {
        if (writable_) return false;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNSUPPORTED}, statusOf(call));
        return true;
    }

    // As the command does it: by another life of the plugin, which is not started.
    portico_status backUp(portico_status (*portico_backup::*function)(void*, portico_str, portico_error*),
                          const std::filesystem::path& folder) {
        const TestPlugin other(CONTRACT_PLUGIN, host_, TestPlugin::Until::created);
        const auto& table = other.table<portico_backup>(PORTICO_BACKUP);
        portico::Why why;
        const portico_status status = (table.*function)(other.self(), portico::str(folder.native()), why.get());
        CPPUNIT_ASSERT(status == PORTICO_OK || !why.message().empty());
        return status;
    }
    // The hash of bob's password is another one.
    void change() {
        if (writable_) return users().setSecret(idOf("bob@example.org"), {Secret::Kind::Hash, bcrypt});
        lines_.replace(lines_.find(md5), md5.size(), bcrypt);
        writeLines();
    }

    // verify through the table, as C sees it.
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

    void testFindKnowsEverySpellingOfAName() {
        const User ada = users().find("Ada@Example.org").value();
        CPPUNIT_ASSERT_EQUAL(std::string("Ada@Example.org"), ada.name);
        CPPUNIT_ASSERT_EQUAL(std::string("admin editor"), ada.roles);
        CPPUNIT_ASSERT(!ada.disabled);
        CPPUNIT_ASSERT(!ada.id.empty() && ada.id.size() <= 64);
        for (const std::string spelling :
             {"ada@example.org", "ADA@EXAMPLE.ORG", " ada@example.org", "Ada@example.org  "})
            CPPUNIT_ASSERT_EQUAL(ada.id, idOf(spelling));
        CPPUNIT_ASSERT_EQUAL(ada.name, users().get(ada.id).value().name);
        CPPUNIT_ASSERT_EQUAL(std::string("carol \xc3\xa9"), users().find("CAROL \xc3\xa9").value().name);
    }

    void testUnknownAndImpossibleNamesAreNotFound() {
        const std::string nul("ada@example.org\0", 16);
        for (const std::string& name :
             {std::string(), std::string(" "), std::string("nobody"), std::string("ada@example.or"), nul,
              std::string("ada@example.org\n"), std::string("ada@\xe2\x80\xae"), std::string("\xff"),
              std::string(300, 'a'), std::string("' OR 1=1 --"), std::string("ada@example.org' --"), std::string("%"),
              std::string(":")}) {
            CPPUNIT_ASSERT_MESSAGE(name, !users().find(name));
            CPPUNIT_ASSERT_MESSAGE(name, !users().get(name));
        }
    }

    void testListHasEverybodyByName() {
        std::vector<std::string> names;
        users().list([&](const User& user) {
            names.push_back(user.name + (user.disabled ? " disabled" : ""));
            return true;
        });
        const std::vector<std::string> expected{"Ada@Example.org", "bob@example.org", "carol \xc3\xa9",
                                                "dan@example.org disabled"};
        CPPUNIT_ASSERT(expected == names);
    }

    void testListEndsWhenItsReaderHasEnough() {
        int seen = 0;
        users().list([&](const User&) { return ++seen < 2; });
        CPPUNIT_ASSERT_EQUAL(2, seen);
    }

    void testRightPasswordTellsTheUserExactlyOnce() {
        const Verdict verdict = verify(" ADA@example.org", "U*U");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verdict.status);
        CPPUNIT_ASSERT_EQUAL(1, verdict.told);
        CPPUNIT_ASSERT_EQUAL(std::string("Ada@Example.org"), verdict.name);
    }

    void testWrongPasswordsTellNobody() {
        for (const std::string& password : {std::string("U*V"), std::string("u*u"), std::string("U*U "), std::string(),
                                            std::string(1025, 'U'), std::string("U*U\0", 4), std::string("password")})
            denies("ada@example.org", password);
        denies("nobody", "U*U");
        denies("", "U*U");
    }

    void testHashesOfEveryAgeVerify() {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("ada@example.org", "U*U").status);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("bob@example.org", "password").status);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("carol \xc3\xa9", "p\xc3\xa4ssword").status);
        const std::string argon2 = host_.host().passwords().hash("new one");
        add(person("eve"), argon2);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("eve", "new one").status);
    }

    void testDisabledUserIsFoundButDenied() {
        denies("dan@example.org", "password");
        CPPUNIT_ASSERT(users().find("dan@example.org").value().disabled);
        disable("bob@example.org", md5);
        denies("bob@example.org", "password");
        CPPUNIT_ASSERT(users().find("bob@example.org").value().disabled);
    }

    // Whatever is wrong, the clock says the same: one hash, and the dearest of the store is its measure.
    void testEveryDenialIsHashedOnceByTheDearestMeasure() {
        const std::vector<std::pair<std::string, std::string>> cases{
            {"nobody@example.org", ""}, {"\xff", ""}, {"", ""}, {"dan@example.org", ""}, {"bob@example.org", md5},
            {"ada@example.org", bcrypt}};
        for (const auto& [name, hash] : cases) {
            denies(name, "wrong");
            const auto asked = spy_.verified();
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::size_t{1}, asked.size());
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, hash, asked[0].hash);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, bcrypt, asked[0].dearest);
        }
    }

    void testBusyHashingIsUnavailableAndNeverDenied() {
        spy_.busy = true;
        for (const std::string name : {"ada@example.org", "nobody", "dan@example.org"}) {
            const Verdict verdict = verify(name, "U*U");
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, verdict.status);
            CPPUNIT_ASSERT_EQUAL(0, verdict.told);
        }
    }

    void testWhoIsDisabledWhileHashingIsNotLetIn() {
        spy_.whileHashing = [this] { disable("bob@example.org", md5); };
        denies("bob@example.org", "password");
    }

    void testUsersOutliveARestart() {
        const std::string id = idOf("ada@example.org");
        load();
        CPPUNIT_ASSERT_EQUAL(id, idOf("ada@example.org"));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("ada@example.org", "U*U").status);
        CPPUNIT_ASSERT(users().find("dan@example.org").value().disabled);
    }

    void testManyThreadsGetTheirOwnAnswers() {
        std::atomic<bool> go{false};
        std::vector<std::future<bool>> callers;
        for (int i = 0; i < 4; ++i)
            callers.push_back(std::async(std::launch::async, [&, i] {
                while (!go) std::this_thread::yield();
                bool right = true;
                for (int round = 0; round < 10; ++round) {
                    right = right &&
                            verify(i % 2 == 0 ? "ada@example.org" : "bob@example.org", i % 2 == 0 ? "U*U" : "password")
                                    .told == 1;
                    right = right && verify("bob@example.org", "wrong").status == PORTICO_DENIED;
                    right = right && users().find("carol \xc3\xa9").has_value();
                }
                return right;
            }));
        go = true;
        for (auto& caller : callers) CPPUNIT_ASSERT(caller.get());
    }

    void testANewUserHasAnIdAndDates() {
        const auto create = [&] {
            users().create(person("New One", "editor editor"), {Secret::Kind::Password, "secret"});
        };
        if (refusedToWrite(create)) return;
        create();
        const User made = users().find("new one").value();
        CPPUNIT_ASSERT_EQUAL(std::string("New One"), made.name);
        CPPUNIT_ASSERT_EQUAL(std::string("editor"), made.roles);
        CPPUNIT_ASSERT_EQUAL(host_.seconds(), made.created);
        CPPUNIT_ASSERT_EQUAL(host_.seconds(), made.changed);
        CPPUNIT_ASSERT(made.id != idOf("ada@example.org"));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("new one", "secret").status);
        CPPUNIT_ASSERT_EQUAL(std::string("$argon2id$"), spy_.verified().at(0).hash.substr(0, 10));
    }

    void testANameExistsInEverySpelling() {
        const auto create = [&] { users().create(person("  ADA@example.org "), {Secret::Kind::Password, "x"}); };
        if (refusedToWrite(create)) return;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_EXISTS}, statusOf(create));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("ada@example.org", "U*U").status);
    }

    void testBadNamesRolesAndSecretsAreInvalid() {
        const auto make = [&](const std::string& name, const std::string& roles, const Secret& secret) {
            return statusOf([&] { users().create(person(name, roles), secret); });
        };
        const Secret good{Secret::Kind::Password, "secret"};
        if (refusedToWrite([&] { users().create(person("ok"), good); })) return;
        for (const std::string& name : {std::string(), std::string("a:b"), std::string("a\tb"), std::string(255, 'a'),
                                        std::string("a\xe2\x80\x8b"), std::string("\xc3")})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, portico_status{PORTICO_INVALID}, make(name, "", good));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, make("ok", "Admin", good));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, make("ok", "a,b", good));
        for (const std::string& hash :
             {std::string("plain"), std::string("!"), std::string(),
              std::string("$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/"), "$6$rounds=999999999$salt$" + std::string(86, 'x')})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(hash, portico_status{PORTICO_INVALID},
                                         make("ok", "", {Secret::Kind::Hash, hash}));
        for (const std::string& password : {std::string(), std::string(1025, 'x'), std::string("a\0b", 3)})
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, make("ok", "", {Secret::Kind::Password, password}));
        CPPUNIT_ASSERT(!users().find("ok"));
    }

    void testUpdateChangesRolesAndFlagsOnly() {
        host_.advance(60'000);
        User ada = users().find("ada@example.org").value();
        const User before = ada;
        ada.name = "somebody else";
        ada.roles = "reader";
        if (refusedToWrite([&] { users().update(ada); })) return;
        users().update(ada);
        const User after = users().get(before.id).value();
        CPPUNIT_ASSERT_EQUAL(before.name, after.name);
        CPPUNIT_ASSERT_EQUAL(std::string("reader"), after.roles);
        CPPUNIT_ASSERT_EQUAL(before.created, after.created);
        CPPUNIT_ASSERT_EQUAL(host_.seconds(), after.changed);
        ada.roles = "NOT a role";
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, statusOf([&] { users().update(ada); }));
    }

    void testANewPasswordReplacesTheOldOne() {
        const std::string id = idOf("ada@example.org");
        host_.advance(60'000);
        const auto change = [&] { users().setSecret(id, {Secret::Kind::Password, "changed"}); };
        if (refusedToWrite(change)) return;
        change();
        denies("ada@example.org", "U*U");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("ada@example.org", "changed").status);
        CPPUNIT_ASSERT_EQUAL(host_.seconds(), users().get(id).value().changed);
        users().setSecret(id, {Secret::Kind::Hash, md5});
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("ada@example.org", "password").status);
    }

    void testARemovedUserIsGoneAndTheIdIsNotUsedAgain() {
        const std::string id = idOf("ada@example.org");
        if (refusedToWrite([&] { users().remove(id); })) return;
        users().remove(id);
        CPPUNIT_ASSERT(!users().find("ada@example.org"));
        CPPUNIT_ASSERT(!users().get(id));
        denies("ada@example.org", "U*U");
        add(person("ada@example.org"), bcrypt);
        CPPUNIT_ASSERT(idOf("ada@example.org") != id);
        CPPUNIT_ASSERT(!users().get(id));
    }

    void testUnknownIdsAreNotFound() {
        User nobody = person("x");
        nobody.id = "0123";
        if (refusedToWrite([&] { users().update(nobody); })) return;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, statusOf([&] { users().update(nobody); }));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, statusOf([&] { users().remove("0123"); }));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, statusOf([&] {
                                 users().setSecret("0123", {Secret::Kind::Hash, md5});
                             }));
    }

    void testOldHashesBecomeNewOnesAtLogin() {
        const std::int64_t changed = users().find("carol \xc3\xa9").value().changed;
        host_.advance(60'000);
        CPPUNIT_ASSERT_EQUAL(1, verify("carol \xc3\xa9", "p\xc3\xa4ssword").told);
        spy_.verified();
        CPPUNIT_ASSERT_EQUAL(1, verify("carol \xc3\xa9", "p\xc3\xa4ssword").told);
        const std::string expected = writable_ ? "$argon2id$" : "$6$";
        CPPUNIT_ASSERT_EQUAL(expected, spy_.verified().at(0).hash.substr(0, expected.size()));
        CPPUNIT_ASSERT_EQUAL(changed, users().find("carol \xc3\xa9").value().changed); // it is the same password
    }

    void testAFailedUpgradeKeepsNobodyOut() {
        spy_.noNewHashes = true;
        CPPUNIT_ASSERT_EQUAL(1, verify("bob@example.org", "password").told);
        CPPUNIT_ASSERT_EQUAL(1, verify("bob@example.org", "password").told);
    }

    void testWhatWasSavedComesBackUnderTheServingStore() {
        const portico::test::ScratchDir copy;
        const std::string id = idOf("ada@example.org");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, backUp(&portico_backup::save, copy.path()));
        change();
        disable("Ada@Example.org", bcrypt);
        add(person("eve"), md5);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("bob@example.org", "U*U").status);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, backUp(&portico_backup::load, copy.path()));
        for (int life = 0; life < 2; ++life) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("ada@example.org", "U*U").status);
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("bob@example.org", "password").status);
            CPPUNIT_ASSERT_EQUAL(id, idOf("ada@example.org"));
            CPPUNIT_ASSERT(!users().find("eve"));
            CPPUNIT_ASSERT(users().find("dan@example.org").value().disabled);
            load();
        }
    }

    void testABadCopyIsInvalidAndChangesNothing() {
        const portico::test::ScratchDir empty;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, backUp(&portico_backup::load, empty.path()));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("ada@example.org", "U*U").status);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(UsersContract);

} // namespace
