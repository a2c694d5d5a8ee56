// SPDX-License-Identifier: Apache-2.0
// Requests on a site with two auth plugins: who is identified, what the answer contains, and how a stranger is challenged.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

using Steps = std::vector<std::string>;

// The other plugin: a key in a header.
portico_status byKey(void*, portico_exchange* x, const portico_identity* who, portico_error* why) {
    portico_str key{};
    if (x->header(x, PORTICO_STR("X-Key"), 0, &key) != PORTICO_OK) return PORTICO_NOT_FOUND;
    if (view(key) == "liar") {
        const portico_user other{
            sizeof(portico_user), 0, PORTICO_STR("3"), PORTICO_STR("eve"), PORTICO_STR("admin"), 0, 0, 0, {}, {}, 0};
        who->take(who->ctx, &other, {});
        return PORTICO_NOT_FOUND;
    }
    if (view(key) == "broken") return explain(why, "no keys"), PORTICO_FAILED;
    if (view(key) != "good") return PORTICO_DENIED;
    const portico_user robot{
        sizeof(portico_user),      0, PORTICO_STR("2"), PORTICO_STR("robot"), {}, 0, 0, 0, PORTICO_STR("key"),
        PORTICO_STR("read write"), 7};
    return who->take(who->ctx, &robot, {});
}
portico_status askForKey(void*, portico_exchange* x, portico_error*) {
    portico_str fault{};
    if (x->header(x, PORTICO_STR("X-Fault"), 0, &fault) == PORTICO_OK) return PORTICO_FAILED;
    x->set_header(x, PORTICO_STR("WWW-Authenticate"), PORTICO_STR("Key"));
    x->add_header(x, PORTICO_STR("Set-Cookie"), PORTICO_STR("key=1"));
    x->write(x, PORTICO_STR("never shown"));
    return x->fail(x, 403, PORTICO_STR("never logged"));
}
portico_str noPath(void*) { return {}; }
const portico_auth keys{sizeof(portico_auth), 0, byKey, askForKey, noPath, noPath};

class IdentifyTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(IdentifyTest);
    CPPUNIT_TEST(testEachPluginIdentifiesItsOwnUsers);
    CPPUNIT_TEST(testUserHasTheSchemeScopesAndTimeOfTheLogin);
    CPPUNIT_TEST(testPluginThatNamesNoSchemeIsTheScheme);
    CPPUNIT_TEST(testTwoCredentialsAreDenied);
    CPPUNIT_TEST(testPluginThatFailsClosesGuardedPathsForEverybody);
    CPPUNIT_TEST(testDeniedUserGetsNoRenewedCookie);
    CPPUNIT_TEST(testProgramIsToldAllSchemes);
    CPPUNIT_TEST(testPersonIsSentToTheLoginFormAlone);
    CPPUNIT_TEST(testFirstWithALoginPathAnswersWhereverItIsInTheList);
    CPPUNIT_TEST(testSchemeOfBothIsNamedOnce);
    CPPUNIT_TEST(testChallengeThatFailsIsA503);
    CPPUNIT_TEST(testOnlyWhoCanLogOutIsShownHow);
    CPPUNIT_TEST_SUITE_END();

    TestSite site_;

    std::string shown(const std::string& key, Fields headers = {}) {
        site_.pages["p"] = "{" + key + "}";
        return site_.get("/p", std::move(headers)).body;
    }

public:
    void setUp() override {
        site_.addAuth("keys", keys);
        site_.pages["p"] = "hello";
        site_.page("/p", "p");
        site_.page("/private", "p", "user");
    }

private:
    void testEachPluginIdentifiesItsOwnUsers() {
        CPPUNIT_ASSERT_EQUAL("none"s, shown("user"));
        CPPUNIT_ASSERT(shown("user", {{"X-Key", "good"}}).starts_with("username=robot id=2 "));
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT(shown("user").starts_with("username=ada id=1 "));
        CPPUNIT_ASSERT_EQUAL(200, site_.get("/private").status);
    }
    void testUserHasTheSchemeScopesAndTimeOfTheLogin() {
        CPPUNIT_ASSERT_EQUAL("username=robot id=2 roles= scheme=key scopes=read,write, login=7 "s,
                             shown("user", {{"X-Key", "good"}}));
    }
    void testPluginThatNamesNoSchemeIsTheScheme() {
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL("username=ada id=1 roles= scheme=fake_auth scopes= login=0 "s, shown("user"));
        site_.userScheme = "cookie";
        CPPUNIT_ASSERT_EQUAL("username=ada id=1 roles= scheme=cookie scopes= login=0 "s, shown("user"));
    }
    void testTwoCredentialsAreDenied() {
        for (const portico_status first : {PORTICO_OK, PORTICO_DENIED}) {
            site_.identified = first;
            for (const char* second : {"good", "bad"}) {
                CPPUNIT_ASSERT_EQUAL("none"s, shown("user", {{"X-Key", second}}));
                CPPUNIT_ASSERT_EQUAL(401, site_.get("/private", {{"X-Key", second}}).status);
            }
        }
        site_.identified = PORTICO_OK;
        shown("user", {{"X-Key", "bad"}});
        CPPUNIT_ASSERT(site_.logged.find("fake_auth identified the sender, but another auth plugin") !=
                       std::string::npos);
    }
    void testPluginThatFailsClosesGuardedPathsForEverybody() {
        for (const portico_status first : {PORTICO_OK, PORTICO_DENIED, PORTICO_NOT_FOUND}) {
            site_.identified = first;
            CPPUNIT_ASSERT_EQUAL(503, site_.get("/private", {{"X-Key", "broken"}}).status);
            CPPUNIT_ASSERT_EQUAL("none"s, shown("user", {{"X-Key", "broken"}}));
            CPPUNIT_ASSERT_EQUAL(503, site_.get("/private", {{"X-Key", "liar"}}).status);
            CPPUNIT_ASSERT_EQUAL("none"s, shown("user", {{"X-Key", "liar"}}));
        }
        site_.identified = PORTICO_UNAVAILABLE;
        CPPUNIT_ASSERT_EQUAL(503, site_.get("/private", {{"X-Key", "good"}}).status);
        site_.onIdentify = [](portico_exchange*, portico_error*) -> portico_status { throw 1; };
        CPPUNIT_ASSERT_EQUAL(503, site_.get("/private", {{"X-Key", "good"}}).status);
    }
    void testDeniedUserGetsNoRenewedCookie() {
        site_.identified = PORTICO_OK;
        site_.beforeIdentified = [](portico_exchange* x) {
            x->add_header(x, PORTICO_STR("Set-Cookie"), PORTICO_STR("session=renewed"));
        };
        CPPUNIT_ASSERT_EQUAL("session=renewed"s, site_.get("/p").header("Set-Cookie"));
        for (const char* other : {"good", "bad", "broken"})
            CPPUNIT_ASSERT(!site_.get("/p", {{"X-Key", other}}).hasHeader("Set-Cookie"));
    }
    void testProgramIsToldAllSchemes() {
        const Reply reply = site_.get("/private");
        CPPUNIT_ASSERT_EQUAL(401, reply.status);
        CPPUNIT_ASSERT_EQUAL("Bearer|Key"s, reply.header("WWW-Authenticate"));
        CPPUNIT_ASSERT_EQUAL("a stranger"s, reply.reason);
        CPPUNIT_ASSERT(!reply.hasHeader("Set-Cookie") && reply.body.find("never") == std::string::npos);
    }
    void testPersonIsSentToTheLoginFormAlone() {
        const Reply reply = site_.get("/private", navigating());
        CPPUNIT_ASSERT_EQUAL(303, reply.status);
        CPPUNIT_ASSERT_EQUAL("/login"s, reply.header("Location"));
        CPPUNIT_ASSERT(!reply.hasHeader("WWW-Authenticate"));
    }
    void testFirstWithALoginPathAnswersWhereverItIsInTheList() {
        portico_auth forms = keys;
        forms.login_path = [](void*) { return PORTICO_STR("/in"); };
        forms.challenge = [](void*, portico_exchange* x, portico_error*) { return x->redirect(x, PORTICO_STR("/in")); };
        site_.loginPath = "";
        site_.addAuth("forms", forms);
        CPPUNIT_ASSERT_EQUAL("/in"s, site_.get("/private", navigating()).header("Location"));
        CPPUNIT_ASSERT((Steps{"identify"}) == site_.steps);
    }
    void testSchemeOfBothIsNamedOnce() {
        site_.onChallenge = [](portico_exchange* x, portico_error*) {
            x->set_header(x, PORTICO_STR("WWW-Authenticate"), PORTICO_STR("Key"));
            return x->fail(x, 401, PORTICO_STR("a stranger"));
        };
        CPPUNIT_ASSERT_EQUAL("Key"s, site_.get("/private").header("WWW-Authenticate"));
    }
    void testChallengeThatFailsIsA503() {
        CPPUNIT_ASSERT_EQUAL(503, site_.get("/private", {{"X-Fault", "1"}}).status);
        site_.onChallenge = [](portico_exchange*, portico_error*) -> portico_status { throw 1; };
        CPPUNIT_ASSERT_EQUAL(503, site_.get("/private").status);
    }
    // A program with a key has nothing that a form could end.
    void testOnlyWhoCanLogOutIsShownHow() {
        CPPUNIT_ASSERT_EQUAL("/logout"s, shown("logout_url"));
        CPPUNIT_ASSERT_EQUAL("none"s, shown("logout_url", {{"X-Key", "good"}}));
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL("/logout"s, shown("logout_url"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(IdentifyTest);

} // namespace
