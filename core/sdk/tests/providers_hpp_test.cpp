// SPDX-License-Identifier: Apache-2.0
// <portico/providers.hpp>: calls from C++ through the C table to C++ and back preserve answers, errors and exceptions, and
// nothing that a faulty provider does counts as yes.
#include "support/test_stores.h"

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class ProvidersHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ProvidersHppTest);
    CPPUNIT_TEST(testAUserComesBackAsTheyWere);
    CPPUNIT_TEST(testUnknownAndDeniedAreNobody);
    CPPUNIT_TEST(testAnErrorKeepsItsStatusAndItsReason);
    CPPUNIT_TEST(testAnExceptionOfTheTakerComesBackAsItself);
    CPPUNIT_TEST(testATakerCanStopTheList);
    CPPUNIT_TEST(testASessionComesBackAsItWas);
    CPPUNIT_TEST(testOkWithoutAUserFindsNone);
    CPPUNIT_TEST(testOkWithoutASessionFindsNone);
    CPPUNIT_TEST_SUITE_END();

    test::TestStores stores_{[] { return std::int64_t{1000}; }};
    UsersProvider users_{stores_.usersProvider()};
    SessionsProvider sessions_{stores_.sessionsProvider()};

    static portico_status statusOf(const std::function<void()>& call) {
        try {
            call();
        } catch (const Error& error) {
            CPPUNIT_ASSERT(!std::string(error.what()).empty());
            return error.status();
        }
        return PORTICO_OK;
    }

    void testAUserComesBackAsTheyWere() {
        const std::string id = stores_.users().add("ada@example.org", "secret");
        User& kept = stores_.users().people.at(id).user;
        kept.roles = "admin editor";
        kept.created = 5;
        kept.changed = std::int64_t{1} << 40;
        const User user = users_.find("ada@example.org").value();
        CPPUNIT_ASSERT(user.id == id && user.name == "ada@example.org" && user.roles == "admin editor");
        CPPUNIT_ASSERT(user.created == 5 && user.changed == std::int64_t{1} << 40 && !user.disabled);
        CPPUNIT_ASSERT(users_.get(id)->name == user.name);
        CPPUNIT_ASSERT(users_.verify("ada@example.org", "secret")->id == id);
        kept.disabled = true;
        CPPUNIT_ASSERT(users_.get(id)->disabled);
    }
    void testUnknownAndDeniedAreNobody() {
        stores_.users().add("ada", "secret");
        CPPUNIT_ASSERT(!users_.find("bob") && !users_.get("u99") && !users_.find(""));
        CPPUNIT_ASSERT(!users_.verify("ada", "wrong") && !users_.verify("bob", "secret"));
        CPPUNIT_ASSERT(!sessions_.find("none"));
    }
    void testAnErrorKeepsItsStatusAndItsReason() {
        stores_.users().down = stores_.sessions().down = true;
        const portico_status unavailable = PORTICO_UNAVAILABLE;
        CPPUNIT_ASSERT_EQUAL(unavailable, statusOf([&] { users_.find("ada"); }));
        CPPUNIT_ASSERT_EQUAL(unavailable, statusOf([&] { users_.verify("ada", "x"); }));
        CPPUNIT_ASSERT_EQUAL(unavailable, statusOf([&] { users_.list([](const User&) { return true; }); }));
        CPPUNIT_ASSERT_EQUAL(unavailable, statusOf([&] { sessions_.find("x"); }));
        CPPUNIT_ASSERT_EQUAL(unavailable, statusOf([&] { sessions_.endAll("u1"); }));
    }
    void testAnExceptionOfTheTakerComesBackAsItself() {
        struct Mine {};
        stores_.users().add("ada", "x");
        CPPUNIT_ASSERT_THROW(users_.list([](const User&) -> bool { throw Mine(); }), Mine);
    }
    void testATakerCanStopTheList() {
        stores_.users().add("ada", "x");
        stores_.users().add("bob", "x");
        int taken = 0;
        users_.list([&](const User&) { return ++taken < 1; });
        CPPUNIT_ASSERT_EQUAL(1, taken);
    }
    void testASessionComesBackAsItWas() {
        const std::string id(43, 'x');
        sessions_.create({id, "u1", "192.0.2.1", "curl", 0, 0, 600, 5000});
        const Session session = sessions_.find(id).value();
        CPPUNIT_ASSERT(session.userId == "u1" && session.peer == "192.0.2.1" && session.agent == "curl");
        CPPUNIT_ASSERT(session.idleSeconds == 600 && session.expires == 5000);
        sessions_.touch(id);
        sessions_.touch("none"); // the session may have ended: no error
        sessions_.end(id);
        CPPUNIT_ASSERT(!sessions_.find(id));
    }
    void testOkWithoutAUserFindsNone() {
        portico_users faulty = *static_cast<const portico_users*>(stores_.usersProvider().table);
        faulty.find = faulty.get = [](void*, portico_str, const portico_user_sink*, portico_error*) -> portico_status {
            return PORTICO_OK;
        };
        faulty.verify = [](void*, portico_str, portico_str, const portico_user_sink*,
                           portico_error*) -> portico_status { return PORTICO_OK; };
        UsersProvider users(portico_provider{&faulty, nullptr});
        CPPUNIT_ASSERT(!users.find("ada") && !users.get("u1") && !users.verify("ada", "secret"));
    }
    void testOkWithoutASessionFindsNone() {
        portico_sessions faulty = *static_cast<const portico_sessions*>(stores_.sessionsProvider().table);
        faulty.find = [](void*, portico_str, const portico_session_sink*, portico_error*) -> portico_status {
            return PORTICO_OK;
        };
        CPPUNIT_ASSERT(!SessionsProvider(portico_provider{&faulty, nullptr}).find("x"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProvidersHppTest);

} // namespace portico
