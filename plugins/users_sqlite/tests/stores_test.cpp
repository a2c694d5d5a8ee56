// SPDX-License-Identifier: Apache-2.0
// How users and sessions in one file affect each other, and what two instances of the plugin see of each other. The contract
// suites test what every provider must do.
#include "session_store.h"
#include "support/spy_passwords.h"
#include "support/test_host.h"
#include "user_store.h"

#include <Poco/Data/Statement.h>
#include <atomic>
#include <cppunit/extensions/HelperMacros.h>
#include <functional>
#include <future>
#include <memory>

using namespace users_sqlite;
using namespace Poco::Data::Keywords;
using portico::Secret;

class StoresTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(StoresTest);
    CPPUNIT_TEST(testDisablingEndsTheSessionsOfThatUser);
    CPPUNIT_TEST(testANewPasswordEndsTheSessionsOfThatUser);
    CPPUNIT_TEST(testRemovingEndsTheSessionsOfThatUser);
    CPPUNIT_TEST(testNewRolesEndTheSessionsOfThatUser);
    CPPUNIT_TEST(testRenamingEndsTheSessionsOfThatUser);
    CPPUNIT_TEST(testWhatChangesNothingEndsNothing);
    CPPUNIT_TEST(testALoginFromBeforeAChangeBeginsNoSession);
    CPPUNIT_TEST(testALoginOfSomebodyWhoIsGoneBeginsNoSession);
    CPPUNIT_TEST(testASessionThatSlippedInIsNotFound);
    CPPUNIT_TEST(testNoEarlierSessionSurvivesAConcurrentChange);
    CPPUNIT_TEST(testSessionsOfUsersOfAnotherStoreAreKept);
    CPPUNIT_TEST(testSessionsOutliveARestart);
    CPPUNIT_TEST(testAnotherInstanceSeesEveryChangeAtOnce);
    CPPUNIT_TEST(testSessionsThatAreOverAreRemoved);
    CPPUNIT_TEST(testATouchIsWrittenOnceAMinute);
    CPPUNIT_TEST(testAPasswordChangedWhileHashingIsDenied);
    CPPUNIT_TEST(testAnUpgradeDoesNotUndoANewPassword);
    CPPUNIT_TEST_SUITE_END();

    // The plugin without its entry point.
    struct Instance {
        explicit Instance(portico::test::TestHost& host)
            : database(host.host().stateDirectory() + "/users.db", 5),
              users(host.host(), database),
              sessions(host.host(), database, 10) {}
        LazyDatabase database;
        UserStore users;
        SessionStore sessions;
    };
    portico::test::TestHost host_;
    std::unique_ptr<Instance> store_;
    std::string ada_;

    static std::string id(char tail) { return std::string(42, 'A') + tail; }
    void begin(char tail, const std::string& user) {
        store_->sessions.create({id(tail), user, "", "", 0, 0, 600, host_.seconds() + 3600});
    }
    static portico_status beginIn(Instance& store, const std::string& session, const portico::User& user) {
        portico::Session asked;
        asked.id = session;
        asked.userId = user.id;
        asked.idleSeconds = 600;
        asked.expires = std::int64_t{1} << 40;
        asked.revision = user.revision;
        try {
            store.sessions.create(asked);
        } catch (const portico::Error& error) {
            return error.status();
        }
        return PORTICO_OK;
    }
    portico_status begun(char tail, const portico::User& user) { return beginIn(*store_, id(tail), user); }
    void edit(const std::function<void(portico::User&)>& how) {
        portico::User ada = store_->users.get(ada_).value();
        how(ada);
        store_->users.change(ada);
    }
    bool lives(char tail) { return store_->sessions.find(id(tail)).has_value(); }
    std::int64_t number(const std::string& query) {
        return store_->database.read([&](Poco::Data::Session& c) {
            Poco::Int64 value = -1;
            c << query, into(value), now;
            return value;
        });
    }
    std::string secretOf(const std::string& user) {
        return store_->database.read([&](Poco::Data::Session& c) { return UserTable(c).withId(user).value().secret; });
    }

public:
    void setUp() override {
        store_ = std::make_unique<Instance>(host_);
        store_->users.create({"", "ada", "", false, 0, 0}, {Secret::Kind::Password, "12345"});
        ada_ = store_->users.find("ada").value().id;
        begin('1', ada_);
        begin('2', ada_);
        begin('3', "somebody");
    }

    void testDisablingEndsTheSessionsOfThatUser() {
        portico::User ada = store_->users.get(ada_).value();
        ada.disabled = true;
        store_->users.update(ada);
        CPPUNIT_ASSERT(!lives('1') && !lives('2') && lives('3'));
        ada.disabled = false;
        store_->users.update(ada);
        CPPUNIT_ASSERT(!lives('1'));
    }

    void testANewPasswordEndsTheSessionsOfThatUser() {
        store_->users.setSecret(ada_, {Secret::Kind::Password, "other"});
        CPPUNIT_ASSERT(!lives('1') && !lives('2') && lives('3'));
    }

    void testRemovingEndsTheSessionsOfThatUser() {
        store_->users.remove(ada_);
        CPPUNIT_ASSERT(!lives('1') && !lives('2') && lives('3'));
    }

    void testNewRolesEndTheSessionsOfThatUser() {
        edit([](portico::User& ada) { ada.roles = "admin"; });
        CPPUNIT_ASSERT(!lives('1') && !lives('2') && lives('3'));
    }

    void testRenamingEndsTheSessionsOfThatUser() {
        edit([](portico::User& ada) { ada.name = "Ada L."; });
        CPPUNIT_ASSERT(!lives('1') && !lives('2') && lives('3'));
    }

    void testWhatChangesNothingEndsNothing() {
        const std::int64_t revision = store_->users.get(ada_).value().revision;
        edit([](portico::User& ada) { ada.roles = ""; });
        CPPUNIT_ASSERT(lives('1') && lives('2'));
        CPPUNIT_ASSERT_EQUAL(revision, store_->users.get(ada_).value().revision);
    }

    // The password was right, but was changed before the session began.
    void testALoginFromBeforeAChangeBeginsNoSession() {
        const std::vector<std::function<void()>> changes{
            [this] {
                store_->users.setSecret(ada_, {Secret::Kind::Password, "other"});
            },
            [this] { edit([](portico::User& ada) { ada.roles = "admin"; }); },
            [this] { edit([](portico::User& ada) { ada.name = "Ada L."; }); },
            [this] { edit([](portico::User& ada) { ada.disabled = true; }); },
            [this] { edit([](portico::User& ada) { ada.disabled = false; }); }};
        for (const auto& change : changes) {
            const portico::User before = store_->users.get(ada_).value();
            change();
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_DENIED}, begun('4', before));
            CPPUNIT_ASSERT(!lives('4'));
        }
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, begun('4', store_->users.get(ada_).value()));
        CPPUNIT_ASSERT(lives('4'));
    }

    void testALoginOfSomebodyWhoIsGoneBeginsNoSession() {
        const portico::User before = store_->users.get(ada_).value();
        store_->users.remove(ada_);
        store_->users.create({"", "ada", "", false, 0, 0}, {Secret::Kind::Password, "12345"});
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_DENIED}, begun('4', before));
        CPPUNIT_ASSERT(!lives('4'));
    }

    // For example by editing the file by hand: finding a session also checks the user.
    void testASessionThatSlippedInIsNotFound() {
        const auto run = [&](const std::string& statement) {
            store_->database.write([&](Poco::Data::Session& c) { c << statement, now; });
        };
        run("UPDATE users SET revision = revision + 1");
        CPPUNIT_ASSERT(!lives('1') && lives('3'));
        run("UPDATE sessions SET revision = (SELECT revision FROM users)");
        CPPUNIT_ASSERT(lives('1'));
        run("UPDATE users SET disabled = 1");
        CPPUNIT_ASSERT(!lives('1'));
    }

    // Logins with the old credentials, from four threads on two connections, against every kind of change. Whatever the order,
    // once a change has returned, no session is alive that began with the old state.
    void testNoEarlierSessionSurvivesAConcurrentChange() {
        Instance other(host_);
        const std::vector<std::function<void(int)>> changes{
            [&](int round) {
                store_->users.setSecret(ada_, {Secret::Kind::Password, "round " + std::to_string(round)});
            },
            [&](int round) { edit([&](portico::User& ada) { ada.roles = "r" + std::to_string(round); }); },
            [&](int) { edit([](portico::User& ada) { ada.disabled = !ada.disabled; }); },
            [&](int) {
                store_->users.remove(ada_);
                store_->users.create({"", "ada", "", false, 0, 0}, {Secret::Kind::Password, "12345"});
                ada_ = store_->users.find("ada").value().id;
            }};
        for (int round = 0; round < 40; ++round) {
            const portico::User before = store_->users.get(ada_).value();
            std::atomic<bool> go{false}, stop{false};
            std::vector<std::future<std::vector<std::string>>> clients;
            for (int client = 0; client < 4; ++client)
                clients.push_back(std::async(std::launch::async, [&, client] {
                    Instance& mine = client % 2 == 0 ? *store_ : other;
                    std::vector<std::string> made;
                    go.wait(false);
                    for (int i = 0; !stop && i < 50; ++i) {
                        std::string id(43, 'A');
                        id.replace(20, 12, std::to_string(100000000000 + round * 10000 + client * 1000 + i));
                        if (beginIn(mine, id, before) == PORTICO_OK) made.push_back(id);
                    }
                    return made;
                }));
            go = true;
            go.notify_all();
            changes[static_cast<std::size_t>(round) % changes.size()](round);
            stop = true;
            for (auto& client : clients)
                for (const std::string& id : client.get())
                    CPPUNIT_ASSERT_MESSAGE("round " + std::to_string(round), !other.sessions.find(id));
        }
    }

    // Users may be in another store, with only the sessions here.
    void testSessionsOfUsersOfAnotherStoreAreKept() {
        CPPUNIT_ASSERT(lives('3'));
        store_->sessions.endAll("somebody");
        CPPUNIT_ASSERT(!lives('3') && lives('1'));
    }

    void testSessionsOutliveARestart() {
        store_.reset();
        store_ = std::make_unique<Instance>(host_);
        CPPUNIT_ASSERT(lives('1') && lives('2') && lives('3'));
    }

    void testAnotherInstanceSeesEveryChangeAtOnce() {
        Instance other(host_);
        CPPUNIT_ASSERT(other.sessions.find(id('1')));
        other.sessions.end(id('1'));
        CPPUNIT_ASSERT(!lives('1'));
        portico::User ada = other.users.get(ada_).value();
        ada.disabled = true;
        other.users.update(ada);
        CPPUNIT_ASSERT(store_->users.get(ada_).value().disabled);
        CPPUNIT_ASSERT(!store_->users.verify("ada", "12345"));
        CPPUNIT_ASSERT(!lives('2'));
    }

    void testSessionsThatAreOverAreRemoved() {
        host_.advance(600'000);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, number("SELECT count(*) FROM sessions"));
        begin('4', ada_);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, number("SELECT count(*) FROM sessions"));
    }

    void testATouchIsWrittenOnceAMinute() {
        const std::int64_t begun = host_.seconds();
        host_.advance(59'000);
        store_->sessions.touch(id('1'));
        CPPUNIT_ASSERT_EQUAL(begun, store_->sessions.find(id('1')).value().seen);
        host_.advance(1'000);
        store_->sessions.touch(id('1'));
        CPPUNIT_ASSERT_EQUAL(begun + 60, store_->sessions.find(id('1')).value().seen);
    }

    void testAPasswordChangedWhileHashingIsDenied() {
        portico::test::SpyPasswords spy(*host_.cheapPasswords());
        spy.whileHashing = [this] { store_->users.setSecret(ada_, {Secret::Kind::Password, "12345"}); };
        host_.passwords = spy.table();
        CPPUNIT_ASSERT(!store_->users.verify("ada", "12345")); // the same password, but a login from before the change
        CPPUNIT_ASSERT(store_->users.verify("ada", "12345"));
    }

    void testAnUpgradeDoesNotUndoANewPassword() {
        const std::string old = secretOf(ada_);
        store_->users.setSecret(ada_, {Secret::Kind::Password, "new"});
        store_->database.write(
            [&](Poco::Data::Session& c) { UserTable(c).upgradeSecret(ada_, old, "$test$12345", 1); });
        CPPUNIT_ASSERT_EQUAL(std::string("$test$new"), secretOf(ada_));
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(StoresTest);
