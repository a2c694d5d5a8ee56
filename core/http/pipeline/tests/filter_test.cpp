// SPDX-License-Identifier: Apache-2.0
// What filters may do to a request and its answer, and what they may not.
#include "../../tests/test_site.h"

#include <portico/filter.hpp>

#include <cppunit/extensions/HelperMacros.h>

#include <deque>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

// A filter whose functions the test sets; one that is not set is NULL in its table.
struct GuestFilter {
    std::string id;
    std::function<portico_status(portico_exchange*, portico_rewrite*, portico_error*)> request{};
    std::function<portico_status(portico_exchange*)> admitted{};
    std::function<portico_status(portico_exchange*, portico_head*, portico_error*)> head{};
    portico_filter table{};

    capabilities::Provided provided() {
        table = {sizeof(portico_filter), 0, nullptr, nullptr, nullptr, nullptr};
        if (request)
            table.request = [](void* self, portico_exchange* x, portico_rewrite* rewrite, portico_error* why) {
                return static_cast<GuestFilter*>(self)->request(x, rewrite, why);
            };
        if (admitted)
            table.admitted = [](void* self, portico_exchange* x, portico_error*) {
                return static_cast<GuestFilter*>(self)->admitted(x);
            };
        if (head)
            table.head = [](void* self, portico_exchange* x, portico_head* of, portico_error* why) {
                return static_cast<GuestFilter*>(self)->head(x, of, why);
            };
        return {id, {&table, this}};
    }
};

portico_status rewriteTo(portico_rewrite* rewrite, std::string_view target) {
    return rewrite->to(rewrite, str(target));
}

class FilterTest : public CppUnit::TestFixture {
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
    CPPUNIT_TEST(testAFailedHeadIsAnErrorPage);
    CPPUNIT_TEST(testTheHeadMayChange);
    CPPUNIT_TEST(testProtectionsOfTheHostRemain);
    CPPUNIT_TEST(testAnAnswerToAUserStaysPrivate);
    CPPUNIT_TEST(testAFilterCannotSplitTheAnswer);
    CPPUNIT_TEST(testTheHeadPhaseCannotReplaceTheAnswer);
    CPPUNIT_TEST(testARefusalIsLoggedEvenIfAFilterHidesIt);
    CPPUNIT_TEST(testTheFirstFilterHasTheLastWordAboutTheHead);
    CPPUNIT_TEST(testAStreamedAnswerIsFilteredBeforeItBegins);
    CPPUNIT_TEST(testAFailedHeadOfAStreamIsAnError);
    CPPUNIT_TEST(testARefusedRequestReachesNoFilter);
    CPPUNIT_TEST(testAMissingFilterClosesTheSite);
    CPPUNIT_TEST_SUITE_END();

    TestSite site_;
    std::deque<GuestFilter> filters_;
    std::string seen_;

    GuestFilter& add(const std::string& id) { return filters_.emplace_back(GuestFilter{.id = id}); }
    void install() {
        std::vector<capabilities::Provided> all;
        for (GuestFilter& filter : filters_) all.push_back(filter.provided());
        site_.snapshot.filters = capabilities::Filters(all);
    }
    void routeOf(const std::string& path, const std::string& guard = "public") {
        site_.route("GET", path, guard, [this, path](portico_exchange* x, portico_error*) {
            seen_ += "handle ";
            return x->write(x, str(path));
        });
    }
    void rewriting(const std::string& to) {
        add("mover").request = [to](portico_exchange*, portico_rewrite* rewrite, portico_error*) {
            return rewriteTo(rewrite, to);
        };
        install();
    }

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

    void testAFailedHeadIsAnErrorPage() {
        routeOf("/x");
        add("broken").head = [](auto*, auto*, auto*) -> portico_status { throw std::runtime_error("the sky falls"); };
        install();
        const Reply reply = site_.get("/x");
        CPPUNIT_ASSERT_EQUAL(500, reply.status);
        CPPUNIT_ASSERT_EQUAL("broken: the sky falls"s, reply.reason);
        CPPUNIT_ASSERT_EQUAL("application/problem+json"s, reply.header("Content-Type"));
        CPPUNIT_ASSERT(reply.body.find("/x") == std::string::npos);
    }

    Reply withHead(std::function<portico_status(portico_exchange*, portico_head*, portico_error*)> change,
                   const std::string& path = "/x") {
        filters_.clear();
        add("changer").head = std::move(change);
        install();
        return site_.get(path);
    }

    void testTheHeadMayChange() {
        site_.route("GET", "/x", "public", [](portico_exchange* x, portico_error*) {
            x->set_header(x, PORTICO_STR("X-Old"), PORTICO_STR("1"));
            return x->write(x, PORTICO_STR("body"));
        });
        const Reply reply = withHead([this](auto*, portico_head* head, auto*) {
            portico_str value{};
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, head->header(head, PORTICO_STR("x-old"), 0, &value));
            seen_ += std::to_string(head->status) + std::string(view(value));
            head->set_status(head, 203);
            head->remove_header(head, PORTICO_STR("X-OLD"));
            head->set_header(head, PORTICO_STR("X-Frame-Options"), PORTICO_STR("SAMEORIGIN"));
            return head->add_header(head, PORTICO_STR("Set-Cookie"), PORTICO_STR("a=b"));
        });
        CPPUNIT_ASSERT_EQUAL("2001"s, seen_);
        CPPUNIT_ASSERT_EQUAL(203, reply.status);
        CPPUNIT_ASSERT_EQUAL("body"s, reply.body);
        CPPUNIT_ASSERT(!reply.hasHeader("X-Old"));
        CPPUNIT_ASSERT_EQUAL("SAMEORIGIN"s, reply.header("X-Frame-Options"));
        CPPUNIT_ASSERT_EQUAL("a=b"s, reply.header("Set-Cookie"));
    }

    void testProtectionsOfTheHostRemain() {
        site_.route("GET", "/x", "public", [](portico_exchange* x, portico_error*) {
            x->add_header(x, PORTICO_STR("Set-Cookie"), PORTICO_STR("sid=1; HttpOnly"));
            x->set_header(x, PORTICO_STR("Content-Security-Policy"), PORTICO_STR("default-src *"));
            return x->write(x, PORTICO_STR("body"));
        });
        const Reply reply = withHead([](auto*, portico_head* head, auto*) {
            const auto denied = [](portico_status status) {
                CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_DENIED}, status);
            };
            denied(head->set_header(head, PORTICO_STR("Set-Cookie"), PORTICO_STR("sid=2")));
            denied(head->remove_header(head, PORTICO_STR("set-cookie")));
            denied(head->set_header(head, PORTICO_STR("X-Content-Type-Options"), PORTICO_STR("sniff")));
            denied(head->set_header(head, PORTICO_STR("Strict-Transport-Security"), PORTICO_STR("max-age=0")));
            denied(head->set_header(head, PORTICO_STR("X-Frame-Options"), PORTICO_STR("")));
            denied(head->set_header(head, PORTICO_STR("Vary"), PORTICO_STR("Nothing")));
            denied(head->set_header(head, PORTICO_STR("Content-Encoding"), PORTICO_STR("gzip")));
            denied(head->set_header(head, PORTICO_STR("Cache-Control"), PORTICO_STR("public"))); // it sets a cookie
            return head->remove_header(head, PORTICO_STR("Content-Security-Policy"));
        });
        CPPUNIT_ASSERT_EQUAL(200, reply.status);
        CPPUNIT_ASSERT_EQUAL("sid=1; HttpOnly"s, reply.header("Set-Cookie"));
        CPPUNIT_ASSERT_EQUAL("nosniff"s, reply.header("X-Content-Type-Options"));
        CPPUNIT_ASSERT_EQUAL("DENY"s, reply.header("X-Frame-Options"));
        CPPUNIT_ASSERT(reply.header("Content-Security-Policy").starts_with("default-src 'none'"));
        CPPUNIT_ASSERT_EQUAL("Cookie, Authorization"s, reply.header("Vary"));
    }

    // A cache could otherwise give one visitor's page to another.
    void testAnAnswerToAUserStaysPrivate() {
        routeOf("/open");
        routeOf("/secret", "user");
        site_.route("GET", "/form", "public", [](portico_exchange* x, portico_error*) {
            x->set_header(x, PORTICO_STR("Cache-Control"), PORTICO_STR("no-store"));
            return x->write(x, PORTICO_STR("a token of this visitor"));
        });
        std::vector<portico_status> results;
        const auto change = [&](auto*, portico_head* head, auto*) {
            results = {head->set_header(head, PORTICO_STR("Cache-Control"), PORTICO_STR("public, max-age=60")),
                       head->add_header(head, PORTICO_STR("Cloudflare-CDN-Cache-Control"), PORTICO_STR("max-age=60")),
                       head->set_header(head, PORTICO_STR("X-Accel-Expires"), PORTICO_STR("60"))};
            return portico_status{PORTICO_OK};
        };
        const std::vector<portico_status> denied(3, PORTICO_DENIED), fine(3, PORTICO_OK);
        CPPUNIT_ASSERT_EQUAL("public, max-age=60"s, withHead(change, "/open").header("Cache-Control"));
        CPPUNIT_ASSERT(fine == results);
        CPPUNIT_ASSERT_EQUAL("no-store"s, withHead(change, "/secret").header("Cache-Control"));
        CPPUNIT_ASSERT(denied == results);
        CPPUNIT_ASSERT_EQUAL("no-store"s, withHead(change, "/form").header("Cache-Control"));
        CPPUNIT_ASSERT(denied == results);
        CPPUNIT_ASSERT_EQUAL("no-store"s, withHead(change, "/nowhere").header("Cache-Control"));
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL("no-store"s, withHead(change, "/open").header("Cache-Control"));
        CPPUNIT_ASSERT_EQUAL("no-store"s, withHead(change, "/secret").header("Cache-Control"));
        const Reply reply = withHead(
            [](auto*, portico_head* head, auto*) {
                return head->set_header(head, PORTICO_STR("Cache-Control"), PORTICO_STR("private, max-age=60"));
            },
            "/secret");
        CPPUNIT_ASSERT_EQUAL("private, max-age=60"s, reply.header("Cache-Control"));
    }

    void testAFilterCannotSplitTheAnswer() {
        routeOf("/x");
        const Reply reply = withHead([](auto*, portico_head* head, auto*) {
            const auto refused = [](portico_status status) {
                CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, status);
            };
            refused(head->set_header(head, PORTICO_STR("X-A"), PORTICO_STR("a\r\nSet-Cookie: sid=1")));
            refused(head->add_header(head, PORTICO_STR("X-A"), PORTICO_STR("a\nb")));
            refused(head->set_header(head, PORTICO_STR("X-A: b\r\nX-C"), PORTICO_STR("d")));
            refused(head->set_header(head, PORTICO_STR("Content-Length"), PORTICO_STR("1")));
            refused(head->set_header(head, PORTICO_STR("Transfer-Encoding"), PORTICO_STR("chunked")));
            refused(head->set_status(head, 101));
            refused(head->set_status(head, 600));
            return portico_status{PORTICO_OK};
        });
        CPPUNIT_ASSERT_EQUAL(200, reply.status);
        CPPUNIT_ASSERT(!reply.hasHeader("X-A") && !reply.hasHeader("Set-Cookie"));
    }

    void testTheHeadPhaseCannotReplaceTheAnswer() {
        routeOf("/x");
        const Reply reply = withHead([](portico_exchange* x, auto*, auto*) {
            const auto refused = [](portico_status status) {
                CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, status);
            };
            refused(x->set_status(x, 404));
            refused(x->set_header(x, PORTICO_STR("X-A"), PORTICO_STR("b")));
            refused(x->write(x, PORTICO_STR("more")));
            refused(x->render(x, PORTICO_STR("home"), nullptr));
            refused(x->redirect(x, PORTICO_STR("/")));
            refused(x->fail(x, 500, PORTICO_STR("no")));
            refused(x->challenge(x));
            refused(x->flush(x));
            return portico_status{PORTICO_OK};
        });
        CPPUNIT_ASSERT_EQUAL(200, reply.status);
        CPPUNIT_ASSERT_EQUAL("/x"s, reply.body);
    }

    void testARefusalIsLoggedEvenIfAFilterHidesIt() {
        site_.identified = PORTICO_OK;
        routeOf("/secret", "role:admin");
        const Reply reply =
            withHead([](auto*, portico_head* head, auto*) { return head->set_status(head, 404); }, "/secret");
        CPPUNIT_ASSERT_EQUAL(404, reply.status);
        CPPUNIT_ASSERT(site_.logged.find("403 GET \"/secret\"") != std::string::npos);
        CPPUNIT_ASSERT(site_.logged.find("rule \"role:admin\"") != std::string::npos);
    }

    void testTheFirstFilterHasTheLastWordAboutTheHead() {
        routeOf("/x");
        add("a").head = [](auto*, portico_head* head, auto*) {
            return head->set_header(head, PORTICO_STR("X-By"), PORTICO_STR("a"));
        };
        add("b").head = [](auto*, portico_head* head, auto*) {
            return head->set_header(head, PORTICO_STR("X-By"), PORTICO_STR("b"));
        };
        install();
        CPPUNIT_ASSERT_EQUAL("a"s, site_.get("/x").header("X-By"));
    }

    Reply streamed() {
        site_.route("GET", "/stream", "public", [](portico_exchange* x, portico_error*) {
            x->write(x, PORTICO_STR("one "));
            if (const portico_status status = x->flush(x); status != PORTICO_OK) return status;
            x->write(x, PORTICO_STR("two"));
            return x->flush(x);
        });
        FakeClient client;
        return site_.ask({.target = "/stream", .client = &client});
    }

    void testAStreamedAnswerIsFilteredBeforeItBegins() {
        add("a").head = [this](portico_exchange* x, portico_head* head, auto*) {
            seen_ += "head ";
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, x->flush(x));
            return head->set_header(head, PORTICO_STR("X-By"), PORTICO_STR("a"));
        };
        install();
        const Reply reply = streamed();
        CPPUNIT_ASSERT_EQUAL("a"s, reply.header("X-By"));
        CPPUNIT_ASSERT(reply.streamed > 0 && !reply.cutOff);
        CPPUNIT_ASSERT_EQUAL("head "s, seen_);
    }

    void testAFailedHeadOfAStreamIsAnError() {
        add("broken").head = [this](auto*, auto*, portico_error* why) {
            seen_ += "head ";
            explain(why, "the sky falls");
            return portico_status{PORTICO_FAILED};
        };
        install();
        const Reply reply = streamed();
        CPPUNIT_ASSERT_EQUAL(500, reply.status);
        CPPUNIT_ASSERT(reply.body.find("one") == std::string::npos);
        CPPUNIT_ASSERT_EQUAL("head "s, seen_);
        CPPUNIT_ASSERT(site_.logged.find("the sky falls") != std::string::npos);
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
