// SPDX-License-Identifier: Apache-2.0
// CORS through the built plugin and its ABI tables.
#include "support/test_filter.h"
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

#include <memory>

namespace {

using namespace portico;
using test::TestExchange;
using test::TestHead;
using test::TestPlugin;

const std::string app = "https://app.example.org";

Value::Map rule(const Value::List& origins, bool credentials = false, const std::string& path = "/") {
    return {{"path", path},
            {"origins", origins},
            {"methods", Value::List{"GET", "PUT"}},
            {"headers", Value::List{"Authorization"}},
            {"expose", Value::List{"X-Total"}},
            {"credentials", credentials},
            {"max_age", std::int64_t{600}}};
}

class FilterCorsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FilterCorsTest);
    CPPUNIT_TEST(testAListedOriginIsAllowed);
    CPPUNIT_TEST(testOnlyTheExactOriginIsAllowed);
    CPPUNIT_TEST(testAnAnswerVariesWithTheOriginEvenWithoutOne);
    CPPUNIT_TEST(testEverySiteGetsAStarAndNoCredentials);
    CPPUNIT_TEST(testCredentialsForEverySiteAreRefused);
    CPPUNIT_TEST(testOriginsThatAreNoneAreRefused);
    CPPUNIT_TEST(testAPreflightIsAnsweredBeforeRouting);
    CPPUNIT_TEST(testAPreflightOfAForeignOriginGetsNoPermission);
    CPPUNIT_TEST(testOtherOptionsRequestsPass);
    CPPUNIT_TEST(testThePermissionOfAHandlerIsReplaced);
    CPPUNIT_TEST(testTheFirstRuleThatCoversThePathDecides);
    CPPUNIT_TEST_SUITE_END();

    test::TestHost host_;
    std::unique_ptr<TestPlugin> plugin_;

    void start(const Value::List& rules) {
        host_.values["rules"] = rules;
        plugin_ = std::make_unique<TestPlugin>(FILTER_CORS, host_);
    }
    const portico_filter& filter() { return plugin_->table<portico_filter>(PORTICO_FILTER); }

    TestHead answered(const TestExchange::Fields& headers, const std::string& path = "/",
                      const TestExchange::Fields& before = {}) {
        TestExchange x("GET", path);
        x.headers = headers;
        TestHead head;
        head.headers = before;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, filter().head(plugin_->self(), x.get(), head.get(), nullptr));
        return head;
    }

    void testAListedOriginIsAllowed() {
        start({rule({app}, true)});
        const TestHead head = answered({{"Origin", app}});
        CPPUNIT_ASSERT_EQUAL(app, head.header("Access-Control-Allow-Origin"));
        CPPUNIT_ASSERT_EQUAL(std::string("true"), head.header("Access-Control-Allow-Credentials"));
        CPPUNIT_ASSERT_EQUAL(std::string("X-Total"), head.header("Access-Control-Expose-Headers"));
        CPPUNIT_ASSERT_EQUAL(std::string("Origin"), head.header("Vary"));
    }

    // Suffixes, prefixes, ports, schemes and case have all been reflected by others.
    void testOnlyTheExactOriginIsAllowed() {
        start({rule({app}, true)});
        for (const std::string origin :
             {"https://app.example.org.evil.example", "https://evilapp.example.org", "https://app.example.org:8443",
              "http://app.example.org", "https://app.example.org/", "null", "*", "", "https://APP.example.org"}) {
            const TestHead head = answered({{"Origin", origin}});
            CPPUNIT_ASSERT_MESSAGE(origin, head.header("Access-Control-Allow-Origin").empty());
            CPPUNIT_ASSERT_MESSAGE(origin, head.header("Access-Control-Allow-Credentials").empty());
        }
        const TestHead twice = answered({{"Origin", app}, {"Origin", "https://evil.example"}});
        CPPUNIT_ASSERT(twice.header("Access-Control-Allow-Origin").empty());
    }

    void testAnAnswerVariesWithTheOriginEvenWithoutOne() {
        start({rule({app})});
        CPPUNIT_ASSERT_EQUAL(std::string("Origin"), answered({}).header("Vary"));
        CPPUNIT_ASSERT(answered({}).header("Access-Control-Allow-Origin").empty());
    }

    void testEverySiteGetsAStarAndNoCredentials() {
        start({rule({"*"})});
        const TestHead head = answered({{"Origin", "https://any.example"}});
        CPPUNIT_ASSERT_EQUAL(std::string("*"), head.header("Access-Control-Allow-Origin"));
        CPPUNIT_ASSERT(head.header("Access-Control-Allow-Credentials").empty() && head.header("Vary").empty());
    }

    void testCredentialsForEverySiteAreRefused() {
        CPPUNIT_ASSERT_THROW(start({rule({"*"}, true)}), Error);
        CPPUNIT_ASSERT_THROW(start({rule({"*", app})}), Error);
    }

    void testOriginsThatAreNoneAreRefused() {
        for (const char* origin : {"null", "app.example.org", "https://app.example.org/", "https://*.example.org",
                                   "HTTPS://app.example.org", "https://app.example.org\r\nX: y", "ftp://a", ""})
            CPPUNIT_ASSERT_THROW_MESSAGE(origin, start({rule({origin})}), Error);
    }

    portico_status preflight(TestExchange& x, const std::string& origin) {
        x.headers = {{"Origin", origin}, {"Access-Control-Request-Method", "PUT"}};
        test::TestRewrite rewrite;
        return filter().request(plugin_->self(), x.get(), rewrite.get(), nullptr);
    }

    void testAPreflightIsAnsweredBeforeRouting() {
        start({rule({app})});
        TestExchange x("OPTIONS", "/books");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FILTER_ANSWERED}, preflight(x, app));
        CPPUNIT_ASSERT_EQUAL(204, x.status);
        CPPUNIT_ASSERT_EQUAL(std::string("GET, PUT"), x.answerHeader("Access-Control-Allow-Methods").value());
        CPPUNIT_ASSERT_EQUAL(std::string("Authorization"), x.answerHeader("Access-Control-Allow-Headers").value());
        CPPUNIT_ASSERT_EQUAL(std::string("600"), x.answerHeader("Access-Control-Max-Age").value());
    }

    void testAPreflightOfAForeignOriginGetsNoPermission() {
        start({rule({app})});
        TestExchange x("OPTIONS", "/books");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FILTER_ANSWERED}, preflight(x, "https://evil.example"));
        CPPUNIT_ASSERT(!x.answerHeader("Access-Control-Allow-Methods") && !x.answerHeader("Access-Control-Max-Age"));
    }

    void testOtherOptionsRequestsPass() {
        start({rule({app}, false, "/api")});
        TestExchange outside("OPTIONS", "/books");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, preflight(outside, app));
        TestExchange plain("OPTIONS", "/api");
        test::TestRewrite rewrite;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK},
                             filter().request(plugin_->self(), plain.get(), rewrite.get(), nullptr));
        CPPUNIT_ASSERT(plain.answerHeaders.empty());
    }

    void testThePermissionOfAHandlerIsReplaced() {
        start({rule({app})});
        const TestExchange::Fields reflected{{"Access-Control-Allow-Origin", "https://evil.example"},
                                             {"Access-Control-Allow-Credentials", "true"}};
        const TestHead foreign = answered({{"Origin", "https://evil.example"}}, "/", reflected);
        CPPUNIT_ASSERT(foreign.header("Access-Control-Allow-Origin").empty());
        CPPUNIT_ASSERT(foreign.header("Access-Control-Allow-Credentials").empty());
        CPPUNIT_ASSERT_EQUAL(app, answered({{"Origin", app}}, "/", reflected).header("Access-Control-Allow-Origin"));
    }

    void testTheFirstRuleThatCoversThePathDecides() {
        start({rule({app}, false, "/api"), rule({"*"})});
        CPPUNIT_ASSERT(
            answered({{"Origin", "https://any.example"}}, "/api/x").header("Access-Control-Allow-Origin").empty());
        CPPUNIT_ASSERT_EQUAL(
            std::string("*"),
            answered({{"Origin", "https://any.example"}}, "/apis").header("Access-Control-Allow-Origin"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilterCorsTest);

} // namespace
