// SPDX-License-Identifier: Apache-2.0
// One name in all its Unicode forms, whatever the store knows of them, and passwords that every login method can carry.
#include "capabilities/metered.h"
#include "capabilities/normalizing_users.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::capabilities;

namespace {

const std::string composed = "jos\xc3\xa9", apart = "jose\xcc\x81";

// A store that compares bytes and does not normalize.
class PlainStore final : public Users {
public:
    struct Person {
        User user;
        std::string password;
    };
    std::vector<Person> people;
    std::vector<std::string> asked; // names, by find

    void put(const std::string& name, const std::string& password) {
        User user;
        user.id = "u" + std::to_string(people.size() + 1);
        user.name = name;
        people.push_back({user, password});
    }
    Person* person(std::string_view name) {
        for (Person& one : people)
            if (one.user.name == name) return &one;
        return nullptr;
    }
    std::optional<User> find(std::string_view name) override {
        asked.emplace_back(name);
        const Person* one = person(name);
        return one == nullptr ? std::nullopt : std::optional<User>(one->user);
    }
    std::optional<User> get(std::string_view) override { return std::nullopt; }
    void list(const Take&) override {}
    std::optional<User> verify(std::string_view name, std::string_view password) override {
        const Person* one = person(name);
        return one != nullptr && one->password == password ? std::optional<User>(one->user) : std::nullopt;
    }
    void create(const User& user, const Secret& secret) override { put(user.name, std::string(secret.text)); }
    void update(const User&) override {}
    void setSecret(std::string_view, const Secret& secret) override { people.front().password = secret.text; }
    void remove(std::string_view) override {}
    void change(const User& user) override { people.front().user = user; }
    Users& users() { return *this; }
};

class NormalizingUsersTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(NormalizingUsersTest);
    CPPUNIT_TEST(testANameIsFoundInEverySpelling);
    CPPUNIT_TEST(testTheSpellingThatWasTypedComesFirst);
    CPPUNIT_TEST(testEverySpellingIsAskedForWhetherItIsThereOrNot);
    CPPUNIT_TEST(testNewNamesAndPasswordsAreStoredInNfc);
    CPPUNIT_TEST(testANameIsTakenInEverySpelling);
    CPPUNIT_TEST(testPasswordsThatSomeWayToLogInCannotCarryAreRefused);
    CPPUNIT_TEST(testATableFromBeforeIsMeteredAndHasNoMoreFunctions);
    CPPUNIT_TEST_SUITE_END();

    PlainStore store_;
    NormalizingUsers border_{{&detail::UsersTable<PlainStore>::table, &store_}};
    // The store as other plugins see it.
    UsersProvider users_{border_.provider()};

    static User named(const std::string& name, const std::string& id = {}) {
        User user;
        user.id = id;
        user.name = name;
        return user;
    }
    portico_status made(const std::string& name, const std::string& password) {
        try {
            users_.create(named(name), {Secret::Kind::Password, password});
        } catch (const Error& error) {
            return error.status();
        }
        return PORTICO_OK;
    }

    void testANameIsFoundInEverySpelling() {
        for (const std::string& stored : {composed, apart}) {
            store_.people.clear();
            store_.put(stored, "12345");
            for (const std::string& typed : {composed, apart}) {
                CPPUNIT_ASSERT(users_.find(typed));
                CPPUNIT_ASSERT(users_.verify(typed, "12345"));
                CPPUNIT_ASSERT(!users_.verify(typed, "54321"));
            }
        }
    }

    // Two users whom a store accepted before names were normalized.
    void testTheSpellingThatWasTypedComesFirst() {
        store_.put(composed, "12345");
        store_.put(apart, "54321");
        CPPUNIT_ASSERT_EQUAL(std::string("u1"), users_.verify(composed, "12345").value().id);
        CPPUNIT_ASSERT_EQUAL(std::string("u2"), users_.verify(apart, "54321").value().id);
        CPPUNIT_ASSERT_EQUAL(std::string("u2"), users_.find(apart).value().id);
    }

    // Otherwise timing would reveal which users exist.
    void testEverySpellingIsAskedForWhetherItIsThereOrNot() {
        users_.verify(apart, "12345");
        const std::vector<std::string> unknown = std::exchange(store_.asked, {});
        store_.put(composed, "12345");
        users_.verify(apart, "12345");
        CPPUNIT_ASSERT(unknown == store_.asked && unknown.size() == 2);
        store_.asked.clear();
        users_.verify("ada", "12345");
        CPPUNIT_ASSERT(store_.asked.empty());
    }

    void testNewNamesAndPasswordsAreStoredInNfc() {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, made(apart, apart));
        CPPUNIT_ASSERT_EQUAL(composed, store_.people[0].user.name);
        CPPUNIT_ASSERT_EQUAL(composed, store_.people[0].password);
        users_.setSecret("u1", {Secret::Kind::Password, "zwo" + apart});
        CPPUNIT_ASSERT_EQUAL("zwo" + composed, store_.people[0].password);
        users_.setSecret("u1", {Secret::Kind::Hash, apart});
        CPPUNIT_ASSERT_EQUAL(apart, store_.people[0].password);
        users_.change(named(apart, "u1"));
        CPPUNIT_ASSERT_EQUAL(composed, store_.people[0].user.name);
    }

    void testANameIsTakenInEverySpelling() {
        store_.put(apart, "12345");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_EXISTS}, made(composed, "12345"));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_EXISTS}, made(apart, "12345"));
        CPPUNIT_ASSERT_THROW(users_.change(named(composed, "u9")), Error);
        users_.change(named(composed, "u1")); // the user's own name
        CPPUNIT_ASSERT_EQUAL(composed, store_.people[0].user.name);
    }

    void testPasswordsThatSomeWayToLogInCannotCarryAreRefused() {
        for (const std::string& password :
             {std::string(), std::string("abc"), std::string(1025, 'x'), std::string("a\0bcd", 5),
              std::string("ab\tcd"), std::string("abcd\r"), std::string("caf\xe9s"),
              std::string("xe\xcc\x81")}) // in NFC it has 3 bytes
            CPPUNIT_ASSERT_EQUAL_MESSAGE(password, portico_status{PORTICO_INVALID}, made("ada", password));
        CPPUNIT_ASSERT(store_.people.empty());
        for (const std::string& password :
             {std::string("abcd"), std::string(1024, 'x'), std::string("\xc3\xa9\xc3\xa9")})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(password, portico_status{PORTICO_OK}, made("ada", password));
    }

    // A plugin that was built when the table ended with `remove`.
    void testATableFromBeforeIsMeteredAndHasNoMoreFunctions() {
        portico_users older = detail::UsersTable<PlainStore>::table;
        older.size = offsetof(portico_users, change);
        PluginStats account("store", "", nullptr);
        Metered metered(PORTICO_USERS, {&older, &store_}, &account);
        CPPUNIT_ASSERT(metered.provider().table != &older);
        UsersProvider users(metered.provider());
        store_.put("ada", "12345");
        CPPUNIT_ASSERT(users.find("ada"));
        try {
            users.change(named("ada", "u1"));
            CPPUNIT_FAIL("there is no such function");
        } catch (const Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNSUPPORTED}, error.status());
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NormalizingUsersTest);

} // namespace
