// SPDX-License-Identifier: Apache-2.0
// What every provider of portico.users/1 must do when users change: new users, other passwords, roles, flags and names, and the
// revision that distinguishes the states of a user.
#include "users_fixture.h"

#include <set>

namespace {

using namespace portico::test;
using portico::Secret;
using portico::User;

class UsersChangeContract : public UsersFixture {
    CPPUNIT_TEST_SUITE(UsersChangeContract);
    CPPUNIT_TEST(testANewUserHasAnIdAndDates);
    CPPUNIT_TEST(testANameExistsInEverySpelling);
    CPPUNIT_TEST(testBadNamesRolesAndSecretsAreInvalid);
    CPPUNIT_TEST(testUpdateChangesRolesAndFlagsOnly);
    CPPUNIT_TEST(testANewPasswordReplacesTheOldOne);
    CPPUNIT_TEST(testARemovedUserIsGoneAndTheIdIsNotUsedAgain);
    CPPUNIT_TEST(testUnknownIdsAreNotFound);
    CPPUNIT_TEST(testARevisionStaysUntilSomethingChanges);
    CPPUNIT_TEST(testEveryChangeMakesAnotherRevisionAndNoneComesAgain);
    CPPUNIT_TEST(testARightPasswordReturnsTheRevisionForWhichItWasChecked);
    CPPUNIT_TEST(testChangeGivesNameRolesAndFlags);
    CPPUNIT_TEST(testChangeOfAnEarlierRevisionIsAConflict);
    CPPUNIT_TEST_SUITE_END();

    std::int64_t revisionOf(const std::string& name) const {
        const std::int64_t revision = users().find(name).value().revision;
        CPPUNIT_ASSERT(revision != 0);
        return revision;
    }
    // bob's line, or its replacement.
    void writeBob(const std::string& rest) {
        const std::size_t begin = lines_.find("bob@example.org"), end = lines_.find('\n', begin);
        lines_.replace(begin, end - begin + 1, rest.empty() ? rest : "bob@example.org:" + rest + "\n");
        writeLines();
    }
    // A sequence of changes, each of which ends the sessions before it; the last ones restore the initial state.
    std::vector<std::function<void()>> changesOfBob() {
        if (!writable_)
            return {[this] { writeBob(bcrypt); },
                    [this] { writeBob(bcrypt + ":admin"); },
                    [this] { writeBob("!" + bcrypt); },
                    [this] { writeBob(md5); },
                    [this] {
                        writeBob("");
                        CPPUNIT_ASSERT(!users().find("bob@example.org"));
                        add(person("bob@example.org"), md5);
                    },
                    [this] { writeBob("!" + md5); },
                    [this] { writeBob(md5); }};
        const auto edit = [this](const std::function<void(User&)>& how) {
            User bob = users().find("bob@example.org").value();
            how(bob);
            users().update(bob);
        };
        return {[this] {
                    users().setSecret(idOf("bob@example.org"), {Secret::Kind::Hash, bcrypt});
                },
                [edit] { edit([](User& bob) { bob.roles = "admin"; }); },
                [edit] { edit([](User& bob) { bob.disabled = true; }); },
                [edit] { edit([](User& bob) { bob.disabled = false; }); },
                [edit] { edit([](User& bob) { bob.roles = ""; }); },
                [this] {
                    users().setSecret(idOf("bob@example.org"), {Secret::Kind::Hash, md5});
                },
                [this] { users().remove(idOf("bob@example.org")), add(person("bob@example.org"), md5); }};
    }

public:
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

    void testARevisionStaysUntilSomethingChanges() {
        const std::int64_t bob = revisionOf("bob@example.org"), ada = revisionOf("ada@example.org");
        verify("bob@example.org", "password");
        host_.advance(60'000);
        load();
        CPPUNIT_ASSERT_EQUAL(ada, revisionOf("ada@example.org"));
        CPPUNIT_ASSERT_EQUAL(bob, revisionOf("BOB@example.org"));
        changesOfBob().front()();
        CPPUNIT_ASSERT_EQUAL(ada, revisionOf("ada@example.org"));
    }

    // Restoring an earlier state revived old sessions.
    void testEveryChangeMakesAnotherRevisionAndNoneComesAgain() {
        const auto bob = [this] {
            return idOf("bob@example.org") + ' ' + std::to_string(revisionOf("bob@example.org"));
        };
        std::set<std::string> seen{bob()};
        for (const auto& change : changesOfBob()) {
            change();
            CPPUNIT_ASSERT(seen.insert(bob()).second);
        }
        const std::int64_t last = revisionOf("bob@example.org");
        load();
        CPPUNIT_ASSERT_EQUAL(last, revisionOf("bob@example.org"));
    }

    void testARightPasswordReturnsTheRevisionForWhichItWasChecked() {
        CPPUNIT_ASSERT_EQUAL(revisionOf("bob@example.org"),
                             users().verify("bob@example.org", "password").value().revision);
        spy_.whileHashing = [this] { changesOfBob().front()(); };
        denies("bob@example.org", "password");
    }

    void testChangeGivesNameRolesAndFlags() {
        User bob = users().find("bob@example.org").value();
        const std::string id = bob.id;
        bob.name = "Robert";
        bob.roles = "reader";
        bob.revision = 0;
        if (refusedToWrite([&] { users().change(bob); })) return;
        users().change(bob);
        CPPUNIT_ASSERT(!users().find("bob@example.org"));
        const User robert = users().find("robert").value();
        CPPUNIT_ASSERT_EQUAL(id, robert.id);
        CPPUNIT_ASSERT_EQUAL(std::string("Robert"), robert.name);
        CPPUNIT_ASSERT_EQUAL(std::string("reader"), robert.roles);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verify("robert", "password").status);
        bob.name = "ADA@example.org";
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_EXISTS}, statusOf([&] { users().change(bob); }));
        bob.name = "a:b";
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, statusOf([&] { users().change(bob); }));
        bob.name = "ROBERT";
        users().change(bob); // a different spelling of the same
        CPPUNIT_ASSERT_EQUAL(std::string("ROBERT"), users().get(id).value().name);
        bob.id = "0123";
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, statusOf([&] { users().change(bob); }));
    }

    // Two administrators: the change of the second one undid that of the first.
    void testChangeOfAnEarlierRevisionIsAConflict() {
        User mine = users().find("ada@example.org").value(), theirs = mine;
        mine.roles = "editor"; // no longer an administrator
        if (refusedToWrite([&] { users().change(mine); })) return;
        users().change(mine);
        theirs.roles = "admin editor writer";
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_CONFLICT}, statusOf([&] { users().change(theirs); }));
        CPPUNIT_ASSERT_EQUAL(std::string("editor"), users().find("ada@example.org").value().roles);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(UsersChangeContract);

} // namespace
