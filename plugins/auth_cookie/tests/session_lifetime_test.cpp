// SPDX-License-Identifier: Apache-2.0
// Identification over time through the built plugin: what ends a session, and when its cookie is renewed.
#include "site.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using auth_cookie_tests::isDenied;
using auth_cookie_tests::isKnown;
using auth_cookie_tests::Site;
using portico::test::TestExchange;

class SessionLifetimeTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SessionLifetimeTest);
    CPPUNIT_TEST(testDeletedUserIsOutAfterOneSecond);
    CPPUNIT_TEST(testDisabledUserIsOutAfterOneSecondAndNotBefore);
    CPPUNIT_TEST(testEndedSessionOfAnotherProcessIsOutAfterOneSecond);
    CPPUNIT_TEST(testChangedPasswordEndsOlderLogins);
    CPPUNIT_TEST(testSessionOfAnotherRevisionIsDeniedInTheSecondOfTheChange);
    CPPUNIT_TEST(testLoginBegunBeforeAChangeIsDeniedAfterIt);
    CPPUNIT_TEST(testClockThatGoesBackEndsNoSessionWithARevision);
    CPPUNIT_TEST(testNothingIsFreshAfterTheClockWasSetBack);
    CPPUNIT_TEST(testSessionEndsWhenIdleForTwoHours);
    CPPUNIT_TEST(testBusySessionStillEndsAfterADay);
    CPPUNIT_TEST(testSessionIsTouchedAtMostOnceAMinute);
    CPPUNIT_TEST(testOldCookieIsRenewedForTheSameSession);
    CPPUNIT_TEST(testBearerIsNeverRenewedAndEndsOnTime);
    CPPUNIT_TEST(testStoresAreQueriedAtMostOnceASecond);
    CPPUNIT_TEST_SUITE_END();

    Site site_;

public:
    void testDeletedUserIsOutAfterOneSecond() {
        const std::string token = site_.login();
        isKnown(site_.byCookie(token));
        site_.stores.users().people.clear();
        site_.host.advance(1000);
        isDenied(site_.byCookie(token));
    }

    void testDisabledUserIsOutAfterOneSecondAndNotBefore() {
        const std::string cookie = site_.login(), bearer = site_.bearer();
        isKnown(site_.byCookie(cookie));
        isKnown(site_.byBearer(bearer));
        site_.stores.users().people[site_.ada].user.disabled = true;
        site_.host.advance(999);
        isKnown(site_.byCookie(cookie)); // proves that answers are cached at all
        site_.host.advance(1);
        isDenied(site_.byCookie(cookie));
        isDenied(site_.byBearer(bearer));
    }

    void testEndedSessionOfAnotherProcessIsOutAfterOneSecond() {
        const std::string token = site_.login();
        isKnown(site_.byCookie(token));
        site_.stores.sessions().alive.clear();
        site_.host.advance(1000);
        isDenied(site_.byCookie(token));
    }

    void testChangedPasswordEndsOlderLogins() {
        const std::string old = site_.login();
        isKnown(site_.byCookie(old));
        site_.host.advance(5000);
        site_.stores.users().people[site_.ada].user.changed = site_.host.seconds();
        isDenied(site_.byCookie(old));
        site_.host.advance(1000);
        isKnown(site_.byCookie(site_.login()));
    }

    // Times have a resolution of one second: a session that began in the second of the change was taken for one that began after
    // it.
    void testSessionOfAnotherRevisionIsDeniedInTheSecondOfTheChange() {
        auto& ada = site_.stores.users().people[site_.ada].user;
        ada.revision = 7;
        const std::string old = site_.login(), bearer = site_.bearer();
        ada.revision = 8;
        ada.changed = site_.host.seconds();
        isDenied(site_.byCookie(old));
        isDenied(site_.byBearer(bearer));
        isKnown(site_.byCookie(site_.login()));
    }

    // The old password was right, but the session was created when there was a new one already.
    void testLoginBegunBeforeAChangeIsDeniedAfterIt() {
        auto& ada = site_.stores.users().people[site_.ada].user;
        ada.revision = 7;
        site_.stores.users().afterVerify = [&] { ada.revision = 8; };
        isDenied(site_.byCookie(site_.login()));
        site_.stores.users().afterVerify = nullptr;
        isKnown(site_.byCookie(site_.login()));
    }

    void testClockThatGoesBackEndsNoSessionWithARevision() {
        auto& ada = site_.stores.users().people[site_.ada].user;
        ada.revision = 7;
        ada.changed = site_.host.seconds();
        site_.host.advance(-3600'000);
        isKnown(site_.byCookie(site_.login()));
    }

    void testNothingIsFreshAfterTheClockWasSetBack() {
        const std::string token = site_.login();
        isKnown(site_.byCookie(token));
        site_.host.advance(-5000);
        site_.stores.sessions().alive.clear();
        isDenied(site_.byCookie(token));
    }

    void testSessionEndsWhenIdleForTwoHours() {
        const std::string token = site_.login();
        site_.host.advance(7199 * 1000);
        isKnown(site_.byCookie(token)); // touched, so the idle time starts again
        site_.host.advance(7199 * 1000);
        isDenied(site_.byCookie(token)); // this token has expired; the test does not use the renewed one
        const std::string fresh = site_.login();
        site_.host.advance(7200 * 1000);
        isDenied(site_.byCookie(fresh));
    }

    void testBusySessionStillEndsAfterADay() {
        std::string token = site_.login();
        for (int minutes = 30; minutes < 24 * 60; minutes += 30) {
            site_.host.advance(30 * 60 * 1000);
            TestExchange x;
            x.cookies = {{"session", token}};
            isKnown(site_.plugin->identify(x));
            if (x.countHeaders("Set-Cookie") == 1) token = Site::cookieOf(x);
        }
        site_.host.advance(30 * 60 * 1000 - 1000);
        isKnown(site_.byCookie(token));
        site_.host.advance(1000);
        isDenied(site_.byCookie(token));
    }

    void testSessionIsTouchedAtMostOnceAMinute() {
        const std::string token = site_.login();
        for (int second = 0; second < 180; ++second) {
            isKnown(site_.byCookie(token));
            site_.host.advance(1000);
        }
        CPPUNIT_ASSERT_EQUAL(2, site_.stores.sessions().touches);
    }

    void testOldCookieIsRenewedForTheSameSession() {
        const std::string token = site_.login();
        const std::string session = site_.byCookie(token).session;
        site_.host.advance(899 * 1000);
        TestExchange early;
        early.cookies = {{"session", token}};
        isKnown(site_.plugin->identify(early));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, early.countHeaders("Set-Cookie"));
        site_.host.advance(1000);
        TestExchange x;
        x.cookies = {{"session", token}};
        isKnown(site_.plugin->identify(x));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, x.countHeaders("Set-Cookie"));
        const std::string renewed = Site::cookieOf(x);
        CPPUNIT_ASSERT(renewed != token);
        CPPUNIT_ASSERT_EQUAL(session, site_.byCookie(renewed).session);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, site_.stores.sessions().alive.size());
    }

    void testBearerIsNeverRenewedAndEndsOnTime() {
        const std::string token = site_.bearer();
        site_.host.advance(599 * 1000);
        TestExchange x;
        x.headers = {{"Authorization", "Bearer " + token}};
        isKnown(site_.plugin->identify(x));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, x.answerHeaders.size());
        site_.host.advance(1000);
        isDenied(site_.byBearer(token)); // the session ends to the second; the clock skew applies to tokens only
    }

    void testStoresAreQueriedAtMostOnceASecond() {
        const std::string token = site_.login();
        for (int i = 0; i < 1000; ++i) isKnown(site_.byCookie(token));
        CPPUNIT_ASSERT_EQUAL(1, site_.stores.sessions().finds);
        CPPUNIT_ASSERT_EQUAL(1, site_.stores.users().gets);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SessionLifetimeTest);

} // namespace
