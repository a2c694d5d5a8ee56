// SPDX-License-Identifier: Apache-2.0
// What every provider of portico.sessions/1 must do. The suite is built once per provider; time is the test host's clock.
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>

namespace {

using portico::Session;
using portico::test::TestPlugin;

class SessionsContract : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SessionsContract);
    CPPUNIT_TEST(testABegunSessionIsFound);
    CPPUNIT_TEST(testUnknownAndImpossibleIdsAreNotFound);
    CPPUNIT_TEST(testAnIdIsTakenOnlyOnce);
    CPPUNIT_TEST(testImpossibleSessionsAreInvalid);
    CPPUNIT_TEST(testAnIdleSessionIsOverAtTheSecond);
    CPPUNIT_TEST(testAShortIdleTimeIsKeptAliveByUse);
    CPPUNIT_TEST(testNothingMovesTheLastSecond);
    CPPUNIT_TEST(testTouchDoesNotWakeTheDead);
    CPPUNIT_TEST(testFindChangesNothing);
    CPPUNIT_TEST(testEndIsAtOnceAndMayBeRepeated);
    CPPUNIT_TEST(testEndByHandleEndsThatOneOnly);
    CPPUNIT_TEST(testAHandleOpensNothing);
    CPPUNIT_TEST(testEndAllEndsThoseOfOneUser);
    CPPUNIT_TEST(testListIsNewestFirstAndTellsNoId);
    CPPUNIT_TEST(testListEndsWhenItsReaderHasEnough);
    CPPUNIT_TEST(testTheSessionIdleLongestMakesRoom);
    CPPUNIT_TEST(testASessionThatBeginsAfterTheClockWasSetBackStays);
    CPPUNIT_TEST(testOneKindEndsNoOther);
    CPPUNIT_TEST(testWhatPeopleReadIsCutAndClean);
    CPPUNIT_TEST(testNoIdIsKeptOnDisk);
    CPPUNIT_TEST(testManyThreadsSeeTheirOwnSessions);
    CPPUNIT_TEST(testSavedSessionsComeBackUnderTheServingStore);
    CPPUNIT_TEST_SUITE_END();

    portico::test::TestHost host_;
    std::unique_ptr<TestPlugin> plugin_;

    portico::SessionsProvider sessions() const {
        return portico::SessionsProvider(plugin_->provider(PORTICO_SESSIONS));
    }
    // 43 characters that end in `tail`.
    static std::string id(const std::string& tail) { return std::string(43 - tail.size(), 'A') + tail; }

    Session asked(const std::string& tail, const std::string& user = "u1") const {
        Session session;
        session.id = id(tail);
        session.userId = user;
        session.peer = "192.0.2.1";
        session.agent = "Browser/1.0";
        session.kind = "browser";
        session.revision = 7;
        session.idleSeconds = 600;
        session.expires = host_.seconds() + 3600;
        return session;
    }
    void begin(const std::string& tail, const std::string& user = "u1") const { sessions().create(asked(tail, user)); }
    bool lives(const std::string& tail) const { return sessions().find(id(tail)).has_value(); }
    void advanceSeconds(std::int64_t seconds) { host_.advance(seconds * 1000); }
    // Touching an ended session may return an error; that is allowed.
    void touch(const std::string& tail) const { sessions().touch(id(tail)); }

    std::vector<Session> listed(const std::string& user) const {
        std::vector<Session> all;
        sessions().list(user, [&](const Session& session) {
            all.push_back(session);
            return true;
        });
        return all;
    }
    static portico_status statusOf(const std::function<void()>& call) {
        try {
            call();
        } catch (const portico::Error& error) {
            return error.status();
        }
        return PORTICO_OK;
    }

public:
    void setUp() override {
        host_.settings = {{"path", ""}, {"busy_timeout", "60"}, {"sessions_per_user", "3"}, {"max_sessions", "1000"}};
        plugin_ = std::make_unique<TestPlugin>(CONTRACT_PLUGIN, host_);
    }

    void testABegunSessionIsFound() {
        begin("one");
        const Session found = sessions().find(id("one")).value();
        CPPUNIT_ASSERT_EQUAL(id("one"), found.id);
        CPPUNIT_ASSERT_EQUAL(std::string("u1"), found.userId);
        CPPUNIT_ASSERT_EQUAL(std::string("192.0.2.1"), found.peer);
        CPPUNIT_ASSERT_EQUAL(std::string("Browser/1.0"), found.agent);
        CPPUNIT_ASSERT_EQUAL(host_.seconds(), found.created);
        CPPUNIT_ASSERT_EQUAL(host_.seconds(), found.seen);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{600}, found.idleSeconds);
        CPPUNIT_ASSERT_EQUAL(host_.seconds() + 3600, found.expires);
        CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, found.revision);
        CPPUNIT_ASSERT_EQUAL(std::string("browser"), found.kind);
        CPPUNIT_ASSERT_EQUAL(std::string("browser"), listed("u1").at(0).kind);
    }

    void testUnknownAndImpossibleIdsAreNotFound() {
        begin("one");
        std::string nul = id("one");
        nul[0] = '\0';
        for (const std::string& wrong :
             {std::string(), id("two"), id("one").substr(1), id("one") + "A", id("one") + "=", id("one") + ".", nul,
              std::string(43, '%'), std::string(100000, 'A')})
            CPPUNIT_ASSERT(!sessions().find(wrong));
    }

    void testAnIdIsTakenOnlyOnce() {
        begin("one");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_EXISTS}, statusOf([&] { begin("one", "u2"); }));
        CPPUNIT_ASSERT_EQUAL(std::string("u1"), sessions().find(id("one")).value().userId);
    }

    void testImpossibleSessionsAreInvalid() {
        const auto refused = [&](const std::function<void(Session&)>& spoil) {
            Session session = asked("one");
            spoil(session);
            return statusOf([&] { sessions().create(session); }) == PORTICO_INVALID;
        };
        CPPUNIT_ASSERT(refused([](Session& s) { s.id = ""; }));
        CPPUNIT_ASSERT(refused([](Session& s) { s.id.pop_back(); }));
        CPPUNIT_ASSERT(refused([](Session& s) { s.id.back() = '+'; }));
        CPPUNIT_ASSERT(refused([](Session& s) { s.userId = ""; }));
        CPPUNIT_ASSERT(refused([](Session& s) { s.userId = "a b"; }));
        CPPUNIT_ASSERT(refused([](Session& s) { s.userId = std::string(65, 'a'); }));
        CPPUNIT_ASSERT(refused([](Session& s) { s.kind = "A kind"; }));
        CPPUNIT_ASSERT(refused([](Session& s) { s.kind = std::string(33, 'a'); }));
        CPPUNIT_ASSERT(refused([](Session& s) { s.idleSeconds = 0; }));
        CPPUNIT_ASSERT(refused([&](Session& s) { s.expires = host_.seconds(); }));
        CPPUNIT_ASSERT(!lives("one"));
    }

    void testAnIdleSessionIsOverAtTheSecond() {
        begin("one");
        advanceSeconds(599);
        CPPUNIT_ASSERT(lives("one"));
        touch("one");
        advanceSeconds(599);
        CPPUNIT_ASSERT(lives("one"));
        advanceSeconds(1);
        CPPUNIT_ASSERT(!lives("one"));
    }

    // Stores write a touch at most once a minute; with an idle timeout of 30 seconds that would be too late.
    void testAShortIdleTimeIsKeptAliveByUse() {
        Session session = asked("one");
        session.idleSeconds = 30;
        sessions().create(session);
        for (int i = 0; i < 20; ++i) {
            advanceSeconds(10);
            CPPUNIT_ASSERT(lives("one"));
            touch("one");
        }
        advanceSeconds(30);
        CPPUNIT_ASSERT(!lives("one"));
    }

    void testNothingMovesTheLastSecond() {
        begin("one");
        for (int i = 0; i < 36; ++i) {
            CPPUNIT_ASSERT(lives("one"));
            touch("one");
            advanceSeconds(100);
        }
        CPPUNIT_ASSERT(!lives("one"));
    }

    void testTouchDoesNotWakeTheDead() {
        begin("one");
        advanceSeconds(600);
        touch("one");
        CPPUNIT_ASSERT(!lives("one"));
        begin("two");
        sessions().end(id("two"));
        touch("two");
        CPPUNIT_ASSERT(!lives("two"));
    }

    void testFindChangesNothing() {
        begin("one");
        for (int i = 0; i < 6; ++i) {
            advanceSeconds(100);
            CPPUNIT_ASSERT_EQUAL(i < 5, lives("one"));
        }
    }

    void testEndIsAtOnceAndMayBeRepeated() {
        begin("one");
        begin("two");
        sessions().end(id("one"));
        CPPUNIT_ASSERT(!lives("one"));
        CPPUNIT_ASSERT(lives("two"));
        sessions().end(id("one"));
        sessions().end(id("never"));
        sessions().end("");
        CPPUNIT_ASSERT(lives("two"));
    }

    void testEndByHandleEndsThatOneOnly() {
        begin("one");
        advanceSeconds(1);
        begin("two");
        const std::vector<Session> before = listed("u1");
        sessions().end(before.at(1).id);
        CPPUNIT_ASSERT(!lives("one"));
        CPPUNIT_ASSERT(lives("two"));
        sessions().end(before.at(0).id.substr(0, 10)); // a prefix of a handle is not a handle
        CPPUNIT_ASSERT(lives("two"));
    }

    void testAHandleOpensNothing() {
        begin("one");
        const std::string handle = listed("u1").at(0).id;
        CPPUNIT_ASSERT(!sessions().find(handle));
        CPPUNIT_ASSERT(statusOf([&] { sessions().touch(handle); }) <= PORTICO_OK);
        CPPUNIT_ASSERT(!sessions().find(handle));
    }

    void testEndAllEndsThoseOfOneUser() {
        begin("one");
        begin("two");
        begin("other", "u2");
        sessions().endAll("u1");
        CPPUNIT_ASSERT(!lives("one"));
        CPPUNIT_ASSERT(!lives("two"));
        CPPUNIT_ASSERT(lives("other"));
        sessions().endAll("nobody");
        CPPUNIT_ASSERT(lives("other"));
    }

    void testListIsNewestFirstAndTellsNoId() {
        begin("one");
        advanceSeconds(500);
        begin("two");
        begin("other", "u2");
        advanceSeconds(50);
        begin("three");
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, listed("u1").size());
        advanceSeconds(50); // the first one has expired
        const std::vector<Session> alive = listed("u1");
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, alive.size());
        CPPUNIT_ASSERT(alive[0].created > alive[1].created);
        for (const Session& session : alive) {
            CPPUNIT_ASSERT(!session.id.empty());
            CPPUNIT_ASSERT(session.id != id("two") && session.id != id("three"));
            CPPUNIT_ASSERT_EQUAL(std::string("Browser/1.0"), session.agent);
        }
        CPPUNIT_ASSERT(listed("nobody").empty());
    }

    void testListEndsWhenItsReaderHasEnough() {
        begin("one");
        begin("two");
        int seen = 0;
        sessions().list("u1", [&](const Session&) { return ++seen < 1; });
        CPPUNIT_ASSERT_EQUAL(1, seen);
    }

    void testTheSessionIdleLongestMakesRoom() {
        begin("one");
        begin("two");
        begin("three");
        advanceSeconds(120);
        touch("one");
        touch("three");
        begin("other", "u2");
        begin("four");
        CPPUNIT_ASSERT(!lives("two"));
        for (const std::string tail : {"one", "three", "four", "other"}) CPPUNIT_ASSERT_MESSAGE(tail, lives(tail));
    }

    // By the clock, the new session had been idle longest: the login succeeded, but its cookie named no session.
    void testASessionThatBeginsAfterTheClockWasSetBackStays() {
        for (const std::string tail : {"one", "two", "three"}) begin(tail);
        advanceSeconds(-3600);
        for (const std::string tail : {"four", "five"}) {
            begin(tail);
            CPPUNIT_ASSERT_MESSAGE(tail, lives(tail));
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, listed("u1").size());
    }

    // A program that requested tokens in a loop logged its user out of the browser.
    void testOneKindEndsNoOther() {
        begin("browser");
        for (int i = 0; i < 10; ++i) {
            advanceSeconds(1);
            Session token = asked("token" + std::to_string(i));
            token.kind = i % 2 == 0 ? "token" : "";
            sessions().create(token);
        }
        CPPUNIT_ASSERT(lives("browser"));
        for (int i = 0; i < 10; ++i)
            CPPUNIT_ASSERT_EQUAL(i >= 4, lives("token" + std::to_string(i))); // three of each kind
        for (const std::string tail : {"two", "three", "four"}) begin(tail);
        CPPUNIT_ASSERT(!lives("browser") && lives("two") && lives("token9"));
    }

    void testWhatPeopleReadIsCutAndClean() {
        Session session = asked("one");
        session.agent = "Evil\x1b[2J\n" + std::string(300, 'x');
        session.peer = std::string(100, '1');
        sessions().create(session);
        session = asked("two", "u2");
        session.agent = std::string(199, 'x') + "\xc3\xa9";
        sessions().create(session);
        const Session found = sessions().find(id("one")).value();
        CPPUNIT_ASSERT_EQUAL(std::string("Evil?[2J?"), found.agent.substr(0, 9));
        CPPUNIT_ASSERT(found.agent.size() <= 200 && found.peer.size() <= 64);
        CPPUNIT_ASSERT_EQUAL(std::string(199, 'x'), sessions().find(id("two")).value().agent);
    }

    void testNoIdIsKeptOnDisk() {
        begin("secret");
        plugin_.reset(); // everything is written
        for (const auto& entry : std::filesystem::recursive_directory_iterator(host_.state().path())) {
            if (!entry.is_regular_file()) continue;
            const std::string text = host_.state().read(entry.path().lexically_relative(host_.state().path()).string());
            CPPUNIT_ASSERT_MESSAGE(entry.path().string(), text.find(id("secret")) == std::string::npos);
        }
        CPPUNIT_ASSERT(std::filesystem::exists(host_.state().path()));
    }

    void testManyThreadsSeeTheirOwnSessions() {
        std::vector<std::future<bool>> callers;
        for (int i = 0; i < 4; ++i)
            callers.push_back(std::async(std::launch::async, [this, i] {
                bool right = true;
                const std::string user = "user" + std::to_string(i);
                for (int round = 0; round < 20; ++round) {
                    const std::string tail = std::to_string(i) + "-" + std::to_string(round);
                    begin(tail, user);
                    right = right && sessions().find(id(tail)).value().userId == user;
                    touch(tail);
                    if (round % 2 == 0) sessions().end(id(tail));
                    right = right && lives(tail) == (round % 2 != 0);
                    right = right && listed(user).size() <= 3;
                }
                return right;
            }));
        for (auto& caller : callers) CPPUNIT_ASSERT(caller.get());
    }

    // A store that keeps nothing on disk has nothing to back up.
    void testSavedSessionsComeBackUnderTheServingStore() {
        const portico::test::ScratchDir copy;
        const TestPlugin other(CONTRACT_PLUGIN, host_, TestPlugin::Until::created);
        const portico_provider backup = other.provider(PORTICO_BACKUP);
        if (backup.table == nullptr) return;
        const auto& table = *static_cast<const portico_backup*>(backup.table);
        begin("1");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK},
                             table.save(backup.self, portico::str(copy.path().native()), nullptr));
        sessions().endAll("u1");
        begin("2");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK},
                             table.load(backup.self, portico::str(copy.path().native()), nullptr));
        CPPUNIT_ASSERT(lives("1"));
        CPPUNIT_ASSERT(!lives("2"));
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(SessionsContract);

} // namespace
