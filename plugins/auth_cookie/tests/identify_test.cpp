// SPDX-License-Identifier: Apache-2.0
// Identification through the built plugin: which credentials identify a user, and everything that does not.
#include "site.h"

#include "../src/token.h"
#include "base64url.h"
#include "signature.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using auth_cookie_tests::Site;
using portico::test::TestExchange;

const std::string key = "0123456789abcdef0123456789abcdef";

class IdentifyTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(IdentifyTest);
    CPPUNIT_TEST(testCookieAndBearerIdentifyTheSameUser);
    CPPUNIT_TEST(testRequestWithoutCredentialsIsAnonymous);
    CPPUNIT_TEST(testCookieAndBearerTogetherAreDenied);
    CPPUNIT_TEST(testDuplicateCookieIsDenied);
    CPPUNIT_TEST(testDuplicateAuthorizationIsDenied);
    CPPUNIT_TEST(testOtherSchemesAreIgnored);
    CPPUNIT_TEST(testSchemeIsFoundInAnyCaseButTokenIsExact);
    CPPUNIT_TEST(testValueOfTheSeedsCookieIsDenied);
    CPPUNIT_TEST(testForgedTokenWithTheSeedsKeyIsDenied);
    CPPUNIT_TEST(testTokenSignedWithTheRightKeyForNoSessionIsDenied);
    CPPUNIT_TEST(testTokenForSomebodyElsesSessionIsDenied);
    CPPUNIT_TEST(testDeletedUserIsOutAfterOneSecond);
    CPPUNIT_TEST(testDisabledUserIsOutAfterOneSecondAndNotBefore);
    CPPUNIT_TEST(testEndedSessionOfAnotherProcessIsOutAfterOneSecond);
    CPPUNIT_TEST(testChangedPasswordEndsOlderLogins);
    CPPUNIT_TEST(testSessionOfAnotherRevisionIsDeniedInTheSecondOfTheChange);
    CPPUNIT_TEST(testLoginBegunBeforeAChangeIsDeniedAfterIt);
    CPPUNIT_TEST(testClockThatGoesBackEndsNoSessionWithARevision);
    CPPUNIT_TEST(testStoreThatIsDownIdentifiesNobody);
    CPPUNIT_TEST(testNothingIsFreshAfterTheClockWasSetBack);
    CPPUNIT_TEST(testSessionEndsWhenIdleForTwoHours);
    CPPUNIT_TEST(testBusySessionStillEndsAfterADay);
    CPPUNIT_TEST(testSessionIsTouchedAtMostOnceAMinute);
    CPPUNIT_TEST(testOldCookieIsRenewedForTheSameSession);
    CPPUNIT_TEST(testBearerIsNeverRenewedAndEndsOnTime);
    CPPUNIT_TEST(testStoresAreQueriedAtMostOnceASecond);
    CPPUNIT_TEST(testOverTlsOnlyThePrefixedCookieCounts);
    CPPUNIT_TEST(testNoCredentialsAreAcceptedOverPlainHttpFromOtherMachines);
    CPPUNIT_TEST(testKeyOfTheFileOutlivesARestart);
    CPPUNIT_TEST_SUITE_END();

    Site site_;

    void useKey() {
        site_.host.settings["signing_key"] = key;
        site_.start();
    }
    std::string forged(const std::string& subject, const std::string& session) const {
        const auth_cookie::TokenIssuer mint(key, {"portico", "portico", 30});
        return mint.mint(subject, session, site_.host.seconds(), site_.host.seconds() + 600);
    }
    void isDenied(const Site::Who& who) const {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_DENIED}, who.status);
        CPPUNIT_ASSERT_EQUAL(0, who.told);
    }
    void isKnown(const Site::Who& who) const {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, who.status);
        CPPUNIT_ASSERT_EQUAL(1, who.told);
    }

public:
    void testCookieAndBearerIdentifyTheSameUser() {
        for (const Site::Who& who : {site_.byCookie(site_.login()), site_.byBearer(site_.bearer())}) {
            isKnown(who);
            CPPUNIT_ASSERT_EQUAL(site_.ada, who.id);
            CPPUNIT_ASSERT_EQUAL(std::string("ada@example.org"), who.name);
            CPPUNIT_ASSERT_EQUAL(std::size_t{43}, who.session.size());
        }
    }

    void testRequestWithoutCredentialsIsAnonymous() {
        TestExchange x;
        x.cookies = {{"other", "1"}, {"SESSION", site_.login()}}; // cookie names are case-sensitive
        const Site::Who who = site_.plugin->identify(x);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, who.status);
        CPPUNIT_ASSERT_EQUAL(0, who.told);
    }

    void testCookieAndBearerTogetherAreDenied() {
        TestExchange x;
        x.cookies = {{"session", site_.login()}};
        x.headers = {{"Authorization", "Bearer " + site_.bearer()}};
        isDenied(site_.plugin->identify(x));
    }

    void testDuplicateCookieIsDenied() {
        const std::string token = site_.login();
        for (const std::string& second : {token, std::string("x"), std::string()}) {
            TestExchange x;
            x.cookies = {{"session", token}, {"session", second}};
            isDenied(site_.plugin->identify(x));
        }
    }

    void testDuplicateAuthorizationIsDenied() {
        TestExchange x;
        x.headers = {{"Authorization", "Bearer " + site_.bearer()}, {"authorization", "Bearer " + site_.bearer()}};
        isDenied(site_.plugin->identify(x));
    }

    void testOtherSchemesAreIgnored() {
        for (const std::string value : {"Basic dXNlcjpwdw==", "Bearerx", "", "Digest a=b", "Bear er"}) {
            TestExchange x;
            x.headers = {{"Authorization", value}};
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, site_.plugin->identify(x).status);
            x.cookies = {{"session", site_.login()}};
            isKnown(site_.plugin->identify(x));
        }
    }

    void testSchemeIsFoundInAnyCaseButTokenIsExact() {
        const std::string token = site_.bearer();
        for (const std::string scheme : {"bearer ", "BEARER ", "BeArEr ", "Bearer  ", "Bearer    "}) {
            TestExchange x;
            x.headers = {{"Authorization", scheme + token}};
            isKnown(site_.plugin->identify(x));
        }
        for (const std::string& value : {std::string(), std::string("  "), "\t" + token, token + " ", token + ".",
                                         token + "=", token + ",", '"' + token + '"'})
            isDenied(site_.byBearer(value));
    }

    void testValueOfTheSeedsCookieIsDenied() {
        const std::string token = site_.login();
        for (const std::string& value :
             {"Bearer " + token, "\"Bearer " + token + "\"", '"' + token + '"', "bearer " + token, token + "."})
            isDenied(site_.byCookie(value));
        isKnown(site_.byCookie(token));
        isDenied(site_.byCookie(token + "=")); // even though the exact token is already cached
    }

    void testForgedTokenWithTheSeedsKeyIsDenied() {
        const std::string text = auth_cookie::toBase64url(R"({"alg":"HS256","typ":"JWT"})") + "." +
                                 auth_cookie::toBase64url(R"({"username":"ada@example.org"})");
        isDenied(site_.byCookie(text + "." + auth_cookie::toBase64url(auth_cookie::signatureOf(text, "secret-key"))));
    }

    void testTokenSignedWithTheRightKeyForNoSessionIsDenied() {
        useKey();
        isDenied(site_.byCookie(forged(site_.ada, std::string(43, 'x'))));
        isDenied(site_.byBearer(forged("ghost", std::string(43, 'x'))));
    }

    void testTokenForSomebodyElsesSessionIsDenied() {
        useKey();
        const std::string bob = site_.stores.users().add("bob@example.org", "12345");
        const std::string session = site_.byCookie(site_.login("bob@example.org")).session;
        isKnown(site_.byCookie(forged(bob, session)));
        isDenied(site_.byCookie(forged(site_.ada, session)));
        site_.host.advance(1000);
        isDenied(site_.byCookie(forged(site_.ada, session)));
    }

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

    void testStoreThatIsDownIdentifiesNobody() {
        const std::string token = site_.login();
        isKnown(site_.byCookie(token));
        site_.host.advance(1000);
        for (bool* down : {&site_.stores.sessions().down, &site_.stores.users().down}) {
            *down = true;
            const Site::Who who = site_.byCookie(token);
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, who.status);
            CPPUNIT_ASSERT_EQUAL(0, who.told);
            *down = false;
        }
        isKnown(site_.byCookie(token));
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

    void testOverTlsOnlyThePrefixedCookieCounts() {
        const std::string token = site_.login();
        TestExchange plain;
        plain.flags = PORTICO_EXCHANGE_SECURE;
        plain.cookies = {{"session", token}, {"__host-session", token}};
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, site_.plugin->identify(plain).status);
        TestExchange prefixed;
        prefixed.flags = PORTICO_EXCHANGE_SECURE;
        prefixed.cookies = {{"session", "evil"}, {"__Host-session", token}};
        isKnown(site_.plugin->identify(prefixed));
    }

    void testNoCredentialsAreAcceptedOverPlainHttpFromOtherMachines() {
        const std::string token = site_.login();
        TestExchange x;
        x.flags = 0;
        x.cookies = {{"session", token}};
        isDenied(site_.plugin->identify(x));
        site_.host.settings["allow_insecure"] = "true";
        site_.start();
        isKnown(site_.plugin->identify(x));
    }

    void testKeyOfTheFileOutlivesARestart() {
        const std::string token = site_.login();
        site_.start();
        isKnown(site_.byCookie(token));
        std::filesystem::remove(site_.host.state().path() / "signing.key");
        site_.start();
        isDenied(site_.byCookie(token));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(IdentifyTest);

} // namespace
