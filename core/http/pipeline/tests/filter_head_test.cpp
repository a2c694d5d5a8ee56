// SPDX-License-Identifier: Apache-2.0
// What filters may do to the head of an answer, and what they may not.
#include "filter_fixture.h"

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class FilterHeadTest : public FilterFixture {
    CPPUNIT_TEST_SUITE(FilterHeadTest);
    CPPUNIT_TEST(testAFailedHeadIsAnErrorPage);
    CPPUNIT_TEST(testTheHeadMayChange);
    CPPUNIT_TEST(testProtectionsOfTheHostRemain);
    CPPUNIT_TEST(testAnAddedPolicyIsBesideThatOfTheHost);
    CPPUNIT_TEST(testAnAnswerToAUserStaysPrivate);
    CPPUNIT_TEST(testAFilterCannotSplitTheAnswer);
    CPPUNIT_TEST(testTheHeadPhaseCannotReplaceTheAnswer);
    CPPUNIT_TEST(testARefusalIsLoggedEvenIfAFilterHidesIt);
    CPPUNIT_TEST(testTheFirstFilterHasTheLastWordAboutTheHead);
    CPPUNIT_TEST(testAStreamedAnswerIsFilteredBeforeItBegins);
    CPPUNIT_TEST(testAFailedHeadOfAStreamIsAnError);
    CPPUNIT_TEST_SUITE_END();

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
            denied(head->add_header(head, PORTICO_STR("X-Frame-Options"), PORTICO_STR("SAMEORIGIN")));
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

    // The policy that was added used to be the only one.
    void testAnAddedPolicyIsBesideThatOfTheHost() {
        routeOf("/x");
        const Reply reply = withHead([](auto*, portico_head* head, auto*) {
            return head->add_header(head, PORTICO_STR("Content-Security-Policy"), PORTICO_STR("sandbox"));
        });
        const std::string policies = reply.header("Content-Security-Policy");
        CPPUNIT_ASSERT(policies.starts_with("default-src 'none'") && policies.ends_with("|sandbox"));
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
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilterHeadTest);

} // namespace
