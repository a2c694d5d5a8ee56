// SPDX-License-Identifier: Apache-2.0
// Identification through the built plugin: which credentials identify a user, and everything that does not.
#include "site.h"

#include "../src/token.h"
#include "base64url.h"
#include "signature.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using auth_cookie_tests::isDenied;
using auth_cookie_tests::isKnown;
using auth_cookie_tests::Site;
using portico::test::TestExchange;

const std::string key = "0123456789abcdef0123456789abcdef";

class IdentifyTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(IdentifyTest);
    CPPUNIT_TEST(testCookieAndBearerIdentifyTheSameUser);
    CPPUNIT_TEST(testIdentityNamesItsSchemeAndTheTimeOfTheLogin);
    CPPUNIT_TEST(testApiKeyIsNoToken);
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
    CPPUNIT_TEST(testStoreThatIsDownIdentifiesNobody);
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

public:
    void testCookieAndBearerIdentifyTheSameUser() {
        for (const Site::Who& who : {site_.byCookie(site_.login()), site_.byBearer(site_.bearer())}) {
            isKnown(who);
            CPPUNIT_ASSERT_EQUAL(site_.ada, who.id);
            CPPUNIT_ASSERT_EQUAL(std::string("ada@example.org"), who.name);
            CPPUNIT_ASSERT_EQUAL(std::size_t{43}, who.session.size());
        }
    }

    void testIdentityNamesItsSchemeAndTheTimeOfTheLogin() {
        const std::string cookie = site_.login(), token = site_.bearer();
        const std::int64_t login = site_.host.seconds();
        site_.host.advance(60000);
        const Site::Who person = site_.byCookie(cookie), program = site_.byBearer(token);
        CPPUNIT_ASSERT_EQUAL(std::string("cookie"), person.scheme);
        CPPUNIT_ASSERT_EQUAL(std::string("bearer"), program.scheme);
        for (const Site::Who& who : {person, program}) {
            CPPUNIT_ASSERT_EQUAL(login, who.login);
            CPPUNIT_ASSERT_EQUAL(std::string(), who.scopes);
        }
    }

    // Another plugin may be responsible for API keys: here they are no credentials at all. A token in another case is.
    void testApiKeyIsNoToken() {
        const std::string apiKey = "pk_" + std::string(43, 'A');
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, site_.byBearer(apiKey).status);
        isDenied(site_.byBearer("PK_" + std::string(43, 'A')));
        isDenied(site_.byBearer("pk"));
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
        for (const std::string value : {"Basic dXNlcjpwdw==", "Bearerx", "", "Digest a=b", "Bear er", "Bearer pk_x"}) {
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
