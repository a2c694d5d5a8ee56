// SPDX-License-Identifier: Apache-2.0
// What filters may do to a request, and what they may not.
#include "filter_fixture.h"

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class FilterTest : public FilterFixture {
    CPPUNIT_TEST_SUITE(FilterTest);
    CPPUNIT_TEST(testPhasesRunInTheirOrder);
    CPPUNIT_TEST(testAnAnswerEndsThePhaseAndIsStillFiltered);
    CPPUNIT_TEST(testARewrittenPathIsRouted);
    CPPUNIT_TEST(testTheGuardJudgesTheRewrittenPath);
    CPPUNIT_TEST(testAPathGuardOfThePathAsSentRemains);
    CPPUNIT_TEST(testARewriteFollowsTheRulesOfTheWire);
    CPPUNIT_TEST(testARewriteMayReplaceTheQuery);
    CPPUNIT_TEST(testAStrangerReachesNoAdmittedFilter);
    CPPUNIT_TEST(testAFilterKnowsNobodyBeforeIdentify);
    CPPUNIT_TEST(testAFilterThatFailsFailsTheRequestAndIsNamed);
    CPPUNIT_TEST(testAFilterThatThrowsFailsTheRequest);
    CPPUNIT_TEST(testAnAnswerThatIsPassedOnIsNotLost);
    CPPUNIT_TEST(testARefusedRequestReachesNoFilter);
    CPPUNIT_TEST(testAMissingFilterClosesTheSite);
    CPPUNIT_TEST_SUITE_END();

    void testPhasesRunInTheirOrder() {
        for (const char* id : {"a", "b"}) {
            GuestFilter& filter = add(id);
            filter.request = [this, id](auto*, auto*, auto*) { return seen_ += id + " request "s, PORTICO_OK; };
            filter.admitted = [this, id](auto*) { return seen_ += id + " admitted "s, PORTICO_OK; };
            filter.head = [this, id](auto*, auto*, auto*) { return seen_ += id + " head "s, PORTICO_OK; };
        }
        install();
        routeOf("/x");
        CPPUNIT_ASSERT_EQUAL("/x"s, site_.get("/x").body);
        CPPUNIT_ASSERT_EQUAL("a request b request a admitted b admitted handle b head a head "s, seen_);
    }

    void testAnAnswerEndsThePhaseAndIsStillFiltered() {
        add("a").request = [](portico_exchange* x, auto*, auto*) {
            x->set_status(x, 410);
            return x->write(x, PORTICO_STR("gone")) == PORTICO_OK ? portico_status{PORTICO_FILTER_ANSWERED}
                                                                  : PORTICO_FAILED;
        };
        GuestFilter& second = add("b");
        second.request = [this](auto*, auto*, auto*) { return seen_ += "b ", PORTICO_OK; };
        second.head = [](auto*, portico_head* head, auto*) {
            return head->set_header(head, PORTICO_STR("X-Seen"), PORTICO_STR("yes"));
        };
        install();
        routeOf("/x");
        const Reply reply = site_.get("/x");
        CPPUNIT_ASSERT_EQUAL(410, reply.status);
        CPPUNIT_ASSERT_EQUAL("gone"s, reply.body);
        CPPUNIT_ASSERT_EQUAL("yes"s, reply.header("X-Seen"));
        CPPUNIT_ASSERT(seen_.empty());
    }

    void testARewrittenPathIsRouted() {
        routeOf("/new place");
        add("mover").request = [this](portico_exchange* x, portico_rewrite* rewrite, auto*) {
            const std::string before(view(x->path));
            const portico_status status = rewriteTo(rewrite, "/new%20place");
            seen_.append(before).append(" ").append(view(x->path)).append(" ").append(view(x->target)).append(" ");
            return status;
        };
        install();
        CPPUNIT_ASSERT_EQUAL("/new place"s, site_.get("/old?a=b").body);
        CPPUNIT_ASSERT_EQUAL("/old /new place /old?a=b handle "s, seen_);
    }

    void testTheGuardJudgesTheRewrittenPath() {
        routeOf("/open");
        routeOf("/secret", "user");
        rewriting("/secret");
        CPPUNIT_ASSERT_EQUAL(401, site_.get("/open").status);
        CPPUNIT_ASSERT(seen_.empty());
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL("/secret"s, site_.get("/open").body);
    }

    // Otherwise a rewrite would take the guard that the administrator put on an address off it.

    void testAPathGuardOfThePathAsSentRemains() {
        routeOf("/open");
        site_.snapshot.pathGuards.emplace("/closed", GuardRule::parse("role:staff"));
        rewriting("/open");
        CPPUNIT_ASSERT_EQUAL(401, site_.get("/closed").status);
        CPPUNIT_ASSERT_EQUAL(401, site_.get("/closed/").status);
        CPPUNIT_ASSERT_EQUAL(200, site_.get("/other").status);
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL(403, site_.get("/closed").status);
        site_.userRoles = "staff";
        CPPUNIT_ASSERT_EQUAL(200, site_.get("/closed").status);
    }

    void testARewriteFollowsTheRulesOfTheWire() {
        routeOf("/x");
        std::string target;
        portico_status status = PORTICO_OK;
        add("mover").request = [&](auto*, portico_rewrite* rewrite, auto*) {
            return status = rewriteTo(rewrite, target), PORTICO_OK;
        };
        install();
        for (const char* bad : {"", "x", "*", "//x", "/a//x", "/a%2fx", "/..", "/a/../../x", "/%00", "/a\\x", "/a b",
                                "/%zz", "/\xff", "/a#b", "http://site.example/x", "/x?a=%zz", "/x\r\nA: b"}) {
            target = bad;
            CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, 200, site_.get("/x").status);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(bad, portico_status{PORTICO_INVALID}, status);
        }
        target = "/" + std::string(site_.snapshot.limits.target, 'a');
        site_.get("/x");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, status);
        target = "/a/../x";
        CPPUNIT_ASSERT_EQUAL("/x"s, site_.get("/anything").body);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, status);
    }

    void testARewriteMayReplaceTheQuery() {
        site_.route("GET", "/x", "public", [](portico_exchange* x, portico_error*) {
            portico_str value = PORTICO_STR("none");
            x->query(x, PORTICO_STR("q"), 0, &value);
            return x->write(x, value);
        });
        rewriting("/x");
        CPPUNIT_ASSERT_EQUAL("sent"s, site_.get("/y?q=sent").body);
        filters_.clear();
        rewriting("/x?q=own");
        CPPUNIT_ASSERT_EQUAL("own"s, site_.get("/y?q=sent").body);
        filters_.clear();
        rewriting("/x?");
        CPPUNIT_ASSERT_EQUAL("none"s, site_.get("/y?q=sent").body);
    }

    void testAStrangerReachesNoAdmittedFilter() {
        routeOf("/secret", "user");
        add("cache").admitted = [](portico_exchange* x) {
            return x->write(x, PORTICO_STR("the secret page, from a cache")), portico_status{PORTICO_FILTER_ANSWERED};
        };
        install();
        CPPUNIT_ASSERT_EQUAL(401, site_.get("/secret").status);
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL("the secret page, from a cache"s, site_.get("/secret").body);
        CPPUNIT_ASSERT(seen_.empty());
    }

    void testAFilterKnowsNobodyBeforeIdentify() {
        site_.identified = PORTICO_OK;
        routeOf("/x", "user");
        GuestFilter& filter = add("a");
        filter.request = [this](portico_exchange* x, auto*, auto*) {
            return seen_ += x->user == nullptr && x->session.len == 0 ? "nobody " : "somebody ", PORTICO_OK;
        };
        filter.admitted = [this](portico_exchange* x) { return seen_.append(view(x->user->name)) += ' ', PORTICO_OK; };
        install();
        site_.get("/x");
        CPPUNIT_ASSERT_EQUAL("nobody ada handle "s, seen_);
    }

    void testAFilterThatFailsFailsTheRequestAndIsNamed() {
        routeOf("/x");
        portico_status status = PORTICO_FAILED;
        add("broken").request = [&](portico_exchange* x, auto*, portico_error* why) {
            x->write(x, PORTICO_STR("half an answer"));
            explain(why, "the sky falls");
            return status;
        };
        install();
        Reply reply = site_.get("/x");
        CPPUNIT_ASSERT_EQUAL(500, reply.status);
        CPPUNIT_ASSERT_EQUAL("broken: the sky falls"s, reply.reason);
        CPPUNIT_ASSERT(reply.body.find("half") == std::string::npos && seen_.empty());
        for (const portico_status other : {PORTICO_DENIED, PORTICO_NOT_FOUND, PORTICO_INVALID, 2, 200, -100}) {
            status = other;
            CPPUNIT_ASSERT_EQUAL(500, site_.get("/x").status);
        }
        status = PORTICO_UNAVAILABLE;
        CPPUNIT_ASSERT_EQUAL(503, site_.get("/x").status);
    }

    void testAFilterThatThrowsFailsTheRequest() {
        routeOf("/x");
        add("broken").admitted = [](auto*) -> portico_status { throw std::runtime_error("the sky falls"); };
        install();
        const Reply reply = site_.get("/x");
        CPPUNIT_ASSERT_EQUAL(500, reply.status);
        CPPUNIT_ASSERT_EQUAL("broken: the sky falls"s, reply.reason);
        CPPUNIT_ASSERT(seen_.empty());
    }

    // The author forgot to return PORTICO_FILTER_ANSWERED after a refusal.

    void testAnAnswerThatIsPassedOnIsNotLost() {
        routeOf("/x");
        add("forgetful").request = [](portico_exchange* x, auto*, auto*) { return x->fail(x, 403, PORTICO_STR("no")); };
        install();
        CPPUNIT_ASSERT_EQUAL(500, site_.get("/x").status);
        CPPUNIT_ASSERT(seen_.empty());
    }

    void testARefusedRequestReachesNoFilter() {
        GuestFilter& filter = add("a");
        filter.request = [this](auto*, auto*, auto*) { return seen_ += "request ", PORTICO_OK; };
        filter.head = [this](auto*, auto*, auto*) { return seen_ += "head ", PORTICO_OK; };
        install();
        CPPUNIT_ASSERT_EQUAL(400, site_.get("/a//b").status);
        CPPUNIT_ASSERT_EQUAL(400, site_.ask({.target = "/", .refused = 400}).status);
        CPPUNIT_ASSERT_EQUAL(204, site_.ask({.method = "OPTIONS", .target = "*"}).status);
        CPPUNIT_ASSERT_EQUAL(""s, seen_);
        site_.get("/nowhere");
        CPPUNIT_ASSERT_EQUAL("request head "s, seen_);
    }

    void testAMissingFilterClosesTheSite() {
        routeOf("/x");
        site_.snapshot.filters.missing = "doorman";
        const Reply reply = site_.get("/x");
        CPPUNIT_ASSERT_EQUAL(503, reply.status);
        CPPUNIT_ASSERT(reply.reason.find("doorman") != std::string::npos && seen_.empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilterTest);

} // namespace
