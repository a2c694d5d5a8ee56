// SPDX-License-Identifier: Apache-2.0
// Two stores as one: who has a name, where changes go, and what an error means.
#include "chained_users.h"
#include "support/test_stores.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;

namespace {

constexpr Secret secret{Secret::Kind::Password, "new password"};

} // namespace

class ChainedUsersTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ChainedUsersTest);
    CPPUNIT_TEST(testNameBelongsToTheFirstStoreThatHasIt);
    CPPUNIT_TEST(testWrongPasswordIsNotTriedInTheNextStore);
    CPPUNIT_TEST(testUnknownNameIsCheckedByTheLastStore);
    CPPUNIT_TEST(testErrorOfAnyStoreDenies);
    CPPUNIT_TEST(testShadowedUserIsNotThere);
    CPPUNIT_TEST(testListIsOrderedAndHasEachNameOnce);
    CPPUNIT_TEST(testIdsNameTheirStore);
    CPPUNIT_TEST(testChangesGoToTheStoreOfTheUser);
    CPPUNIT_TEST(testNewUsersGoToTheConfiguredStore);
    CPPUNIT_TEST(testNamesAreUniqueInTheChain);
    CPPUNIT_TEST(testIdThatIsTooLongIsAnError);
    CPPUNIT_TEST_SUITE_END();

    test::TestStores first_{[] { return 0; }}, second_{[] { return 0; }};

    users_chain::ChainedUsers chain(std::string newUsers = "local", const std::string& name = "local") {
        std::vector<users_chain::Store> stores{{"people", UsersProvider(first_.usersProvider())},
                                               {name, UsersProvider(second_.usersProvider())}};
        return {std::move(stores), std::move(newUsers)};
    }
    template <class Call>
    static portico_status statusOf(Call&& call) {
        try {
            call();
            return PORTICO_OK;
        } catch (const Error& error) {
            return error.status();
        }
    }

public:
    void testNameBelongsToTheFirstStoreThatHasIt() {
        first_.users().add("ada", "first");
        second_.users().add("ada", "second");
        second_.users().add("bob", "bob's");
        CPPUNIT_ASSERT_EQUAL(std::string("people.u1"), chain().find("ada")->id);
        CPPUNIT_ASSERT_EQUAL(std::string("local.u2"), chain().find("bob")->id);
        CPPUNIT_ASSERT(!chain().find("eve"));
        CPPUNIT_ASSERT_EQUAL(std::string("people.u1"), chain().verify("ada", "first")->id);
        CPPUNIT_ASSERT_EQUAL(std::string("local.u2"), chain().verify("bob", "bob's")->id);
    }

    void testWrongPasswordIsNotTriedInTheNextStore() {
        first_.users().add("ada", "first");
        second_.users().add("ada", "second");
        CPPUNIT_ASSERT(!chain().verify("ada", "second"));
        CPPUNIT_ASSERT_EQUAL(0, second_.users().verifies);
    }

    void testUnknownNameIsCheckedByTheLastStore() {
        CPPUNIT_ASSERT(!chain().verify("eve", "x"));
        CPPUNIT_ASSERT_EQUAL(0, first_.users().verifies);
        CPPUNIT_ASSERT_EQUAL(1, second_.users().verifies);
    }

    void testErrorOfAnyStoreDenies() {
        second_.users().add("bob", "bob's");
        first_.users().down = true;
        for (const auto& call : std::vector<std::function<void()>>{
                 [&] { chain().find("bob"); }, [&] { chain().get("local.u1"); },
                 [&] { chain().verify("bob", "bob's"); }, [&] { chain().list([](const User&) { return true; }); },
                 [&] { chain().create({.id = "", .name = "eve", .roles = ""}, secret); }})
            CPPUNIT_ASSERT_EQUAL(PORTICO_UNAVAILABLE, statusOf(call));
        first_.users().down = false;
        second_.users().down = true;
        CPPUNIT_ASSERT_EQUAL(PORTICO_UNAVAILABLE, statusOf([&] { chain().find("eve"); }));
        CPPUNIT_ASSERT_EQUAL(PORTICO_UNAVAILABLE, statusOf([&] { chain().verify("eve", "x"); }));
    }

    void testShadowedUserIsNotThere() {
        second_.users().add("ada", "second");
        CPPUNIT_ASSERT_EQUAL(std::string("ada"), chain().get("local.u1")->name);
        first_.users().add("ada", "first");
        CPPUNIT_ASSERT(!chain().get("local.u1"));
        CPPUNIT_ASSERT_EQUAL(std::string("ada"), chain().get("people.u1")->name);
    }

    void testListIsOrderedAndHasEachNameOnce() {
        for (const char* name : {"eve", "ada"}) first_.users().add(name, "x");
        for (const char* name : {"bob", "ada"}) second_.users().add(name, "x");
        std::string listed;
        chain().list([&](const User& user) { return listed += user.id + '=' + user.name + ' ', true; });
        CPPUNIT_ASSERT_EQUAL(std::string("people.u2=ada local.u1=bob people.u1=eve "), listed);
        listed.clear();
        chain().list([&](const User& user) { return listed += user.name, false; });
        CPPUNIT_ASSERT_EQUAL(std::string("ada"), listed);
    }

    void testIdsNameTheirStore() {
        first_.users().add("ada", "x");
        for (const char* id : {"", "u1", "other.u1", "people", "people.", "people.u2", "local.u1", ".u1"})
            CPPUNIT_ASSERT_MESSAGE(id, !chain().get(id));
    }

    void testChangesGoToTheStoreOfTheUser() {
        first_.users().add("ada", "x");
        second_.users().add("bob", "x");
        auto all = chain();
        all.update({.id = "local.u1", .name = "bob", .roles = "admin"});
        CPPUNIT_ASSERT_EQUAL(std::string("admin"), second_.users().people["u1"].user.roles);
        all.setSecret("people.u1", secret);
        CPPUNIT_ASSERT(all.verify("ada", "new password") && !all.verify("bob", "new password"));
        all.remove("people.u1");
        CPPUNIT_ASSERT(first_.users().people.empty() && second_.users().people.size() == 1);
        CPPUNIT_ASSERT_EQUAL(PORTICO_NOT_FOUND, statusOf([&] { all.remove("people.u1"); }));
        CPPUNIT_ASSERT_EQUAL(PORTICO_NOT_FOUND, statusOf([&] { all.remove("u1"); }));
    }

    void testNewUsersGoToTheConfiguredStore() {
        chain().create({.id = "", .name = "bob", .roles = ""}, secret);
        CPPUNIT_ASSERT(first_.users().people.empty() && second_.users().people.size() == 1);
        chain("people").create({.id = "", .name = "ada", .roles = ""}, secret);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, first_.users().people.size());
        const auto status = statusOf([&] { chain("").create({.id = "", .name = "eve", .roles = ""}, secret); });
        CPPUNIT_ASSERT_EQUAL(PORTICO_UNSUPPORTED, status);
    }

    void testNamesAreUniqueInTheChain() {
        first_.users().add("ada", "x");
        second_.users().add("bob", "x");
        const auto create = [&](const char* name) {
            return statusOf([&] { chain().create({.id = "", .name = name, .roles = ""}, secret); });
        };
        CPPUNIT_ASSERT_EQUAL(PORTICO_EXISTS, create("ada"));
        CPPUNIT_ASSERT_EQUAL(PORTICO_EXISTS, create("bob"));
        const auto rename = [&](const char* name) {
            return statusOf([&] { chain().change({.id = "local.u1", .name = name, .roles = ""}); });
        };
        CPPUNIT_ASSERT_EQUAL(PORTICO_EXISTS, rename("ada"));
        CPPUNIT_ASSERT_EQUAL(PORTICO_UNSUPPORTED, rename("bobby")); // by this store
    }

    void testIdThatIsTooLongIsAnError() {
        second_.users().add("bob", "x");
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, statusOf([&] { chain("", std::string(61, 'a')).find("bob"); }));
        CPPUNIT_ASSERT_EQUAL(PORTICO_FAILED, statusOf([&] { chain("", std::string(62, 'a')).find("bob"); }));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ChainedUsersTest);
