// SPDX-License-Identifier: Apache-2.0
// The steps identify and guard: everything except a clear permission denies access.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;

namespace {

class GuardTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(GuardTest);
    CPPUNIT_TEST(testUserPassesAGuardForUsers);
    CPPUNIT_TEST(testRoleIsComparedWhole);
    CPPUNIT_TEST(testUnknownGuardDeniesEverybody);
    CPPUNIT_TEST(testGuardOfAPathHoldsForARouteWithAPattern);
    CPPUNIT_TEST(testBothGuardsOfAPageMustAdmit);
    CPPUNIT_TEST(testPersonIsSentToTheLoginAndAProgramGets401);
    CPPUNIT_TEST(testUnavailableAuthIs503AtGuardsAndServesPublicPages);
    CPPUNIT_TEST(testDisabledUserIsAStranger);
    CPPUNIT_TEST(testIdentifyWithoutAUserIsUnavailable);
    CPPUNIT_TEST(testSiteWithoutAuthDeniesGuardedRoutes);
    CPPUNIT_TEST(testChallengeThatAdmitsAnAnonymousClientIsAFailure);
    CPPUNIT_TEST(testProgramReadsWhyAccessWasDenied);
    CPPUNIT_TEST_SUITE_END();

public:
    void setUp() override {
        const auto hello = [](portico_exchange* x, portico_error*) { return x->write(x, PORTICO_STR("hello")); };
        site_.route("GET", "/user", "user", hello);
        site_.route("GET", "/public", "public", hello);
        site_.route("GET", "/admin", "role:admin", hello);
    }

private:
    int status(const std::string& target, Fields headers = {}) { return site_.get(target, std::move(headers)).status; }

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
    // A guard of the configuration was looked up by the text of the route, so that paths that matched a pattern bypassed it.
    void testGuardOfAPathHoldsForARouteWithAPattern() {
        const auto hello = [](portico_exchange* x, portico_error*) { return x->write(x, PORTICO_STR("hello")); };
        site_.route("GET", "/{name}", "public", hello);
        site_.route("GET", "/docs/{rest*}", "public", hello);
        site_.snapshot.pathGuards.emplace("/secret", GuardRule::parse("user"));
        site_.snapshot.pathGuards.emplace("/docs/in/side", GuardRule::parse("role:staff"));
        for (const char* path : {"/secret", "/%73ecret", "/docs/in/side", "/docs/in/side/", "/docs/x/../in/side"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 401, status(path));
        for (const char* path : {"/other", "/docs/in", "/docs/in/side/below"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 200, status(path));
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(200, status("/secret"));
        CPPUNIT_ASSERT_EQUAL(403, status("/docs/in/side"));
        CPPUNIT_ASSERT(site_.logged.find("rule \"public + role:staff\"") != std::string::npos);
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
    void testPersonIsSentToTheLoginAndAProgramGets401() {
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
        site_.snapshot.auth.reset();
        CPPUNIT_ASSERT_EQUAL(401, status("/user", navigating()));
        CPPUNIT_ASSERT_EQUAL(401, status("/admin"));
        CPPUNIT_ASSERT_EQUAL(200, status("/public"));
    }
    void testChallengeThatAdmitsAnAnonymousClientIsAFailure() {
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
    void testProgramReadsWhyAccessWasDenied() {
        const auto detail = [this](const std::string& words) {
            return site_.get("/user").body.find("\"detail\":\"" + words + "\"") != std::string::npos;
        };
        CPPUNIT_ASSERT(detail("Not authenticated"));
        site_.identified = PORTICO_DENIED;
        CPPUNIT_ASSERT(detail("Could not validate credentials"));
        CPPUNIT_ASSERT(site_.get("/nowhere").body.find("detail") == std::string::npos);
    }

    TestSite site_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(GuardTest);

} // namespace
