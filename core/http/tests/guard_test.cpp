// SPDX-License-Identifier: Apache-2.0
// The steps identify and guard: everything that is not a clear yes is a no.
#include "test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class GuardTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(GuardTest);
    CPPUNIT_TEST(testUserPassesAGuardForUsers);
    CPPUNIT_TEST(testRoleIsComparedWhole);
    CPPUNIT_TEST(testUnknownGuardDeniesEverybody);
    CPPUNIT_TEST(testBothGuardsOfAPageMustAdmit);
    CPPUNIT_TEST(testPersonIsSentToTheLoginAndAProgramIsTold401);
    CPPUNIT_TEST(testUnavailableAuthIs503AtGuardsAndServesPublicPages);
    CPPUNIT_TEST(testDisabledUserIsAStranger);
    CPPUNIT_TEST(testIdentifyWithoutAUserIsUnavailable);
    CPPUNIT_TEST(testSiteWithoutAuthDeniesGuardedRoutes);
    CPPUNIT_TEST(testChallengeThatLetsAStrangerInIsNone);
    CPPUNIT_TEST(testFormOfAnotherSiteIsRefused);
    CPPUNIT_TEST(testFormOfThisSiteIsTaken);
    CPPUNIT_TEST(testReadingIsAllowedFromEverywhere);
    CPPUNIT_TEST(testProgramWithoutCookieNeedsNoToken);
    CPPUNIT_TEST(testOldBrowserNeedsTheTokenOfItsSession);
    CPPUNIT_TEST(testTokenIsTakenFromAHeaderToo);
    CPPUNIT_TEST(testForeignFormWithATokenIsTaken);
    CPPUNIT_TEST(testBrowserWithBasicPasswordNeedsTheTokenToo);
    CPPUNIT_TEST(testRouteForAnyOriginSeesWhetherTheFormIsOurs);
    CPPUNIT_TEST_SUITE_END();

public:
    void setUp() override {
        const auto hello = [this](portico_exchange* x, portico_error*) {
            flags_ = x->flags;
            return x->write(x, PORTICO_STR("hello"));
        };
        site_.route("GET", "/user", "user", hello);
        site_.route("POST", "/public", "public", hello);
        site_.route("GET", "/public", "public", hello);
        site_.route("DELETE", "/public", "public", hello);
        site_.route("POST", "/any", "public", hello, PORTICO_ROUTE_ANY_ORIGIN);
        site_.route("GET", "/admin", "role:admin", hello);
    }

private:
    int status(const std::string& target, Fields headers = {}) { return site_.get(target, std::move(headers)).status; }
    int post(const Fields& headers, const std::string& body = "", const std::string& target = "/public") {
        return site_.ask({"POST", target, headers, body}).status;
    }

    void testUserPassesAGuardForUsers() {
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(200, status("/user"));
        CPPUNIT_ASSERT_EQUAL(403, status("/admin"));
    }
    void testRoleIsComparedWhole() {
        site_.identified = PORTICO_OK;
        for (const auto* roles : {"administrator", "admi", "Admin", "not-admin", "user", "admin2 2admin", ""}) {
            site_.userRoles = roles;
            CPPUNIT_ASSERT_EQUAL_MESSAGE(roles, 403, status("/admin"));
        }
        for (const auto* roles : {"admin", "user admin", "admin user", "a admin b"}) {
            site_.userRoles = roles;
            CPPUNIT_ASSERT_EQUAL_MESSAGE(roles, 200, status("/admin"));
        }
    }
    void testUnknownGuardDeniesEverybody() {
        int number = 0;
        for (const auto* guard : {"", "Public", "USER", "role:", "role:Admin", "role:a b", "anyone", "public "}) {
            const std::string path = "/odd" + std::to_string(number++);
            site_.route("GET", path, guard, [](portico_exchange*, portico_error*) { return PORTICO_OK; });
            site_.identified = PORTICO_NOT_FOUND;
            CPPUNIT_ASSERT_EQUAL_MESSAGE(guard, 403, status(path, navigating()));
            site_.identified = PORTICO_OK;
            site_.userRoles = "admin";
            CPPUNIT_ASSERT_EQUAL_MESSAGE(guard, 403, status(path));
        }
    }
    void testBothGuardsOfAPageMustAdmit() {
        site_.pages["p"] = "page";
        site_.page("/one", "p", "public", "user");
        site_.page("/two", "p", "user", "role:admin");
        site_.page("/three", "p", "public", "nonsense");
        CPPUNIT_ASSERT_EQUAL(401, status("/one"));
        CPPUNIT_ASSERT_EQUAL(403, status("/three"));
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(200, status("/one"));
        CPPUNIT_ASSERT_EQUAL(403, status("/two"));
        CPPUNIT_ASSERT_EQUAL(403, status("/three"));
    }
    void testPersonIsSentToTheLoginAndAProgramIsTold401() {
        const Reply person = site_.get("/user", navigating());
        CPPUNIT_ASSERT(person.status == 303 && person.header("Location") == "/login");
        const Reply program = site_.get("/user", {{"Accept", "*/*"}});
        CPPUNIT_ASSERT(program.status == 401 && program.header("WWW-Authenticate") == "Bearer");
        site_.identified = PORTICO_DENIED;
        CPPUNIT_ASSERT_EQUAL(401, status("/user"));
    }
    void testUnavailableAuthIs503AtGuardsAndServesPublicPages() {
        for (const portico_status bad : {PORTICO_UNAVAILABLE, PORTICO_FAILED, PORTICO_INVALID, -99, 5}) {
            site_.identified = bad;
            CPPUNIT_ASSERT_EQUAL(503, status("/user"));
            CPPUNIT_ASSERT_EQUAL(503, status("/admin"));
            CPPUNIT_ASSERT_EQUAL(200, status("/public"));
        }
        CPPUNIT_ASSERT(site_.logged.starts_with("fake_auth: the store is on fire\n"));
    }
    void testDisabledUserIsAStranger() {
        site_.identified = PORTICO_OK;
        for (const std::uint32_t flags : {PORTICO_USER_DISABLED, 2U, 0x80000000U}) {
            site_.userFlags = flags;
            CPPUNIT_ASSERT_EQUAL(401, status("/user"));
        }
    }
    void testIdentifyWithoutAUserIsUnavailable() {
        site_.onIdentify = [](portico_exchange*, portico_error*) { return PORTICO_OK; };
        CPPUNIT_ASSERT_EQUAL(503, status("/user"));
    }
    void testSiteWithoutAuthDeniesGuardedRoutes() {
        site_.generation.auth.reset();
        CPPUNIT_ASSERT_EQUAL(401, status("/user", navigating()));
        CPPUNIT_ASSERT_EQUAL(401, status("/admin"));
        CPPUNIT_ASSERT_EQUAL(200, status("/public"));
    }
    void testChallengeThatLetsAStrangerInIsNone() {
        for (const int answered : {200, 201, 204, 299}) {
            site_.onChallenge = [=](portico_exchange* x, portico_error*) {
                x->write(x, PORTICO_STR("come in"));
                return x->set_status(x, answered);
            };
            const Reply reply = site_.get("/user");
            CPPUNIT_ASSERT_EQUAL(401, reply.status);
            CPPUNIT_ASSERT(reply.body.find("come in") == std::string::npos);
        }
        site_.onChallenge = [](portico_exchange*, portico_error*) { return PORTICO_FAILED; };
        CPPUNIT_ASSERT_EQUAL(503, status("/user"));
    }
    void testFormOfAnotherSiteIsRefused() {
        CPPUNIT_ASSERT_EQUAL(403, post(foreignForm()));
        CPPUNIT_ASSERT_EQUAL(403, post({{"Sec-Fetch-Site", "same-site"}}));
        for (const auto* origin : {"http://evil.example", "null", "https://site.example", "http://site.example:81",
                                   "http://site.example.evil.example", "http://sub.site.example", "garbage", ""})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(origin, 403, post({{"Origin", origin}}));
        CPPUNIT_ASSERT_EQUAL(403, site_.ask({"DELETE", "/public", {{"Sec-Fetch-Site", "cross-site"}}}).status);
        CPPUNIT_ASSERT(site_.steps == std::vector<std::string>{"identify"});
    }
    void testFormOfThisSiteIsTaken() {
        CPPUNIT_ASSERT_EQUAL(200, post(ownForm()));
        CPPUNIT_ASSERT_EQUAL(200, post({{"Origin", "http://site.example"}, {"Cookie", "sid=1"}}));
        CPPUNIT_ASSERT_EQUAL(200, post({{"Origin", "HTTP://SITE.example:80"}, {"Cookie", "sid=1"}}));
        CPPUNIT_ASSERT_EQUAL(200, post({{"Sec-Fetch-Site", "none"}, {"Cookie", "sid=1"}}));
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) != 0);
    }
    void testReadingIsAllowedFromEverywhere() {
        CPPUNIT_ASSERT_EQUAL(200, status("/public", foreignForm()));
        CPPUNIT_ASSERT_EQUAL(200, site_.ask({"HEAD", "/public", foreignForm()}).status);
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) == 0);
    }
    void testProgramWithoutCookieNeedsNoToken() {
        CPPUNIT_ASSERT_EQUAL(200, post({}));
        CPPUNIT_ASSERT_EQUAL(200, post({{"Authorization", "Bearer x"}, {"User-Agent", "curl/8"}}));
        CPPUNIT_ASSERT_EQUAL(200, post({{"Authorization", "Basic eDp5"}, {"User-Agent", "curl/8"}}));
        CPPUNIT_ASSERT_EQUAL(403, post({{"Cookie", "sid=1"}}));
    }
    void testOldBrowserNeedsTheTokenOfItsSession() {
        const std::string stranger = "csrf_token=" + site_.generation.csrf.token("");
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser()));
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(), "csrf_token=wrong"));
        CPPUNIT_ASSERT_EQUAL(200, post(oldBrowser(), stranger));
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) != 0);
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(403, post(oldBrowser(), stranger));
        CPPUNIT_ASSERT_EQUAL(200, post(oldBrowser(), "csrf_token=" + site_.generation.csrf.token("session-1")));
        CPPUNIT_ASSERT_EQUAL(403,
                             post(oldBrowser(), "", "/public?csrf_token=" + site_.generation.csrf.token("session-1")));
    }
    void testTokenIsTakenFromAHeaderToo() {
        Fields headers = oldBrowser();
        headers.emplace_back("X-CSRF-Token", site_.generation.csrf.token(""));
        CPPUNIT_ASSERT_EQUAL(200, post(headers));
    }
    void testForeignFormWithATokenIsTaken() {
        CPPUNIT_ASSERT_EQUAL(200, post(foreignForm(), "csrf_token=" + site_.generation.csrf.token("")));
    }
    void testBrowserWithBasicPasswordNeedsTheTokenToo() {
        const Fields headers = {{"Authorization", "Basic eDp5"}, {"User-Agent", "Mozilla/5.0 (old)"}};
        CPPUNIT_ASSERT_EQUAL(403, post(headers));
    }
    void testRouteForAnyOriginSeesWhetherTheFormIsOurs() {
        CPPUNIT_ASSERT_EQUAL(200, post(foreignForm(), "", "/any"));
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) == 0);
        CPPUNIT_ASSERT_EQUAL(200, post(ownForm(), "", "/any"));
        CPPUNIT_ASSERT((flags_ & PORTICO_EXCHANGE_OWN_FORM) != 0);
    }

    TestSite site_;
    std::uint32_t flags_ = 0;
};

CPPUNIT_TEST_SUITE_REGISTRATION(GuardTest);

} // namespace
