// SPDX-License-Identifier: Apache-2.0
// What every provider of portico.users/1 must do for its callers and for backups. The suite is built once per provider.
#include "users_fixture.h"

#include <atomic>
#include <future>

namespace {

using namespace portico::test;
using portico::User;

class UsersContract : public UsersFixture {
    CPPUNIT_TEST_SUITE(UsersContract);
    CPPUNIT_TEST(testFindKnowsEverySpellingOfAName);
    CPPUNIT_TEST(testUnknownAndImpossibleNamesAreNotFound);
    CPPUNIT_TEST(testListHasAllUsersByName);
    CPPUNIT_TEST(testListEndsWhenItsReaderHasEnough);
    CPPUNIT_TEST(testRightPasswordReturnsTheUserExactlyOnce);
    CPPUNIT_TEST(testWrongPasswordsReturnNoUser);
    CPPUNIT_TEST(testHashesOfEverySchemeVerify);
    CPPUNIT_TEST(testDisabledUserIsFoundButDenied);
    CPPUNIT_TEST(testEveryDenialCostsOneHashOfTheCostliestKind);
    CPPUNIT_TEST(testBusyHashingIsUnavailableAndNeverDenied);
    CPPUNIT_TEST(testAUserDisabledDuringHashingIsNotLetIn);
    CPPUNIT_TEST(testUsersOutliveARestart);
    CPPUNIT_TEST(testManyThreadsGetTheirOwnAnswers);
    CPPUNIT_TEST(testOldHashesBecomeNewOnesAtLogin);
    CPPUNIT_TEST(testAFailedUpgradeRefusesNoLogin);
    CPPUNIT_TEST(testARestoreWorksWhileTheStoreIsServing);
    CPPUNIT_TEST(testABadCopyIsInvalidAndChangesNothing);
    CPPUNIT_TEST_SUITE_END();

public:
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

    void testListHasAllUsersByName() {
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

    void testRightPasswordReturnsTheUserExactlyOnce() {
        const Verdict verdict = verify(" ADA@example.org", "U*U");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, verdict.status);
        CPPUNIT_ASSERT_EQUAL(1, verdict.told);
        CPPUNIT_ASSERT_EQUAL(std::string("Ada@Example.org"), verdict.name);
    }

    void testWrongPasswordsReturnNoUser() {
        for (const std::string& password : {std::string("U*V"), std::string("u*u"), std::string("U*U "), std::string(),
                                            std::string(1025, 'U'), std::string("U*U\0", 4), std::string("password")})
            denies("ada@example.org", password);
        denies("nobody", "U*U");
        denies("", "U*U");
    }

    void testHashesOfEverySchemeVerify() {
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

    // Whatever is wrong, the time is the same: that of one hash, the costliest of the store.
    void testEveryDenialCostsOneHashOfTheCostliestKind() {
        const std::vector<std::pair<std::string, std::string>> cases{
            {"nobody@example.org", ""}, {"\xff", ""}, {"", ""}, {"dan@example.org", ""}, {"bob@example.org", md5},
            {"ada@example.org", bcrypt}};
        for (const auto& [name, hash] : cases) {
            denies(name, "wrong");
            const auto asked = spy_.verified();
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::size_t{1}, asked.size());
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, hash, asked[0].hash);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, bcrypt, asked[0].costliest);
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

    void testAUserDisabledDuringHashingIsNotLetIn() {
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

    void testOldHashesBecomeNewOnesAtLogin() {
        const std::int64_t changed = users().find("carol \xc3\xa9").value().changed;
        host_.advance(60'000);
        CPPUNIT_ASSERT_EQUAL(1, verify("carol \xc3\xa9", "p\xc3\xa4ssword").told);
        spy_.verified();
        CPPUNIT_ASSERT_EQUAL(1, verify("carol \xc3\xa9", "p\xc3\xa4ssword").told);
        const std::string expected = writable_ ? "$argon2id$" : "$6$";
        CPPUNIT_ASSERT_EQUAL(expected, spy_.verified().at(0).hash.substr(0, expected.size()));
        CPPUNIT_ASSERT_EQUAL(changed, users().find("carol \xc3\xa9").value().changed); // the password is the same
    }

    void testAFailedUpgradeRefusesNoLogin() {
        spy_.noNewHashes = true;
        CPPUNIT_ASSERT_EQUAL(1, verify("bob@example.org", "password").told);
        CPPUNIT_ASSERT_EQUAL(1, verify("bob@example.org", "password").told);
    }

    void testARestoreWorksWhileTheStoreIsServing() {
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
