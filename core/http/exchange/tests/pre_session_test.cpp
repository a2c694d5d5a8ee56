// SPDX-License-Identifier: Apache-2.0
// The pre-session cookie: which answers set it, and its effect on them.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class PreSessionTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PreSessionTest);
    CPPUNIT_TEST(testPageWithATokenBringsTheCookieOfTheToken);
    CPPUNIT_TEST(testPageWithoutATokenBringsNoCookieAndMayBePacked);
    CPPUNIT_TEST(testOverTlsTheCookieIsOfThisHostOnly);
    CPPUNIT_TEST(testCookieThatCameIsKeptForEveryTab);
    CPPUNIT_TEST(testCookieThatCannotBeOursIsReplaced);
    CPPUNIT_TEST(testNobodyKeepsAPageWithATokenWhateverTheHandlerSays);
    CPPUNIT_TEST(testPageWithATokenIsNeverPacked);
    CPPUNIT_TEST(testPersonWithASessionGetsNone);
    CPPUNIT_TEST(testErrorPageWithAFormBringsItToo);
    CPPUNIT_TEST(testHeadHasTheHeadersOfGet);
    CPPUNIT_TEST(testTwoStrangersAreTwo);
    CPPUNIT_TEST(testAnswerToAFormBringsItOnlyWhereItIsNeeded);
    CPPUNIT_TEST_SUITE_END();

    Reply get(const std::string& path = "/form", Fields headers = {}) { return site_.get(path, std::move(headers)); }
    static std::string valueOf(const Reply& reply) {
        const std::string line = reply.header("Set-Cookie");
        return line.substr(13, 22);
    }
    bool isTokenOf(const std::string& token, const std::string& cookie) const {
        return site_.snapshot.csrf.madeAt(token, "pre-session " + cookie).has_value();
    }

public:
    void setUp() override {
        site_.pages["form"] = "{csrf_token}";
        site_.pages["plain"] = std::string(2000, 'x') + "{user}";
        site_.page("/form", "form");
        site_.page("/plain", "plain");
    }

private:
    void testPageWithATokenBringsTheCookieOfTheToken() {
        const Reply reply = get();
        CPPUNIT_ASSERT_EQUAL("portico_form=" + valueOf(reply) + "; Path=/; HttpOnly; SameSite=Lax",
                             reply.header("Set-Cookie"));
        CPPUNIT_ASSERT(isTokenOf(reply.body, valueOf(reply)));
        CPPUNIT_ASSERT_EQUAL("no-store"s, reply.header("Cache-Control"));
    }
    void testPageWithoutATokenBringsNoCookieAndMayBePacked() {
        const Reply reply = get("/plain", {{"Accept-Encoding", "br"}});
        CPPUNIT_ASSERT(!reply.hasHeader("Set-Cookie"));
        CPPUNIT_ASSERT_EQUAL("no-cache"s, reply.header("Cache-Control"));
        CPPUNIT_ASSERT_EQUAL("br"s, reply.header("Content-Encoding"));
    }
    void testOverTlsTheCookieIsOfThisHostOnly() {
        Asked asked{"GET", "/form"};
        asked.secure = true;
        const std::string line = site_.ask(asked).header("Set-Cookie");
        CPPUNIT_ASSERT(line.starts_with("__Host-portico_form=") &&
                       line.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"));
        // One without the prefix may come from a sibling host or from an attacker on the network.
        asked.headers = {{"Cookie", "portico_form=" + std::string(22, 'A')}};
        CPPUNIT_ASSERT(site_.ask(asked).hasHeader("Set-Cookie"));
        asked.headers = {{"Cookie", "__Host-portico_form=" + std::string(22, 'A')}};
        CPPUNIT_ASSERT(!site_.ask(asked).hasHeader("Set-Cookie"));
    }
    void testCookieThatCameIsKeptForEveryTab() {
        const std::string cookie = valueOf(get());
        for (int tab = 0; tab < 3; ++tab) {
            const Reply reply = get("/form", {{"Cookie", "a=b; portico_form=" + cookie}});
            CPPUNIT_ASSERT(!reply.hasHeader("Set-Cookie") && isTokenOf(reply.body, cookie));
            CPPUNIT_ASSERT_EQUAL("no-store"s, reply.header("Cache-Control"));
        }
    }
    void testCookieThatCannotBeOursIsReplaced() {
        for (const std::string& value :
             {""s, "x"s, std::string(21, 'A'), std::string(23, 'A'), std::string(21, 'A') + "=",
              std::string(22, 'A') + "; portico_form=" + std::string(22, 'B')}) {
            const Reply reply = get("/form", {{"Cookie", "portico_form=" + value}});
            CPPUNIT_ASSERT_MESSAGE(value, reply.hasHeader("Set-Cookie") && isTokenOf(reply.body, valueOf(reply)));
        }
    }
    // A shared cache would give all visitors, including an attacker, the same cookie and token.
    void testNobodyKeepsAPageWithATokenWhateverTheHandlerSays() {
        site_.route("GET", "/own", "public", [](portico_exchange* x, portico_error*) {
            x->set_header(x, PORTICO_STR("Cache-Control"), PORTICO_STR("public, max-age=600"));
            return x->render(x, PORTICO_STR("form"), nullptr);
        });
        CPPUNIT_ASSERT_EQUAL("no-store"s, get("/own").header("Cache-Control"));
    }
    void testPageWithATokenIsNeverPacked() {
        site_.pages["form"] += std::string(2000, 'x');
        CPPUNIT_ASSERT(!get("/form", {{"Accept-Encoding", "br"}}).hasHeader("Content-Encoding"));
        CPPUNIT_ASSERT(!get("/form", {{"Accept-Encoding", "br"}, {"Cookie", "portico_form=" + std::string(22, 'A')}})
                            .hasHeader("Content-Encoding"));
    }
    void testPersonWithASessionGetsNone() {
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT(!get().hasHeader("Set-Cookie"));
        site_.session = ""; // HTTP Basic: only the cookie ties the form to the browser
        CPPUNIT_ASSERT(get().hasHeader("Set-Cookie"));
    }
    void testErrorPageWithAFormBringsItToo() {
        site_.pages["_errors/404"] = "{csrf_token}";
        const Reply reply = get("/nowhere", navigating());
        CPPUNIT_ASSERT_EQUAL(404, reply.status);
        CPPUNIT_ASSERT(isTokenOf(reply.body, valueOf(reply)));
        CPPUNIT_ASSERT(!get("/nowhere").hasHeader("Set-Cookie"));
    }
    void testHeadHasTheHeadersOfGet() {
        const Reply head = site_.ask({"HEAD", "/form"});
        CPPUNIT_ASSERT(head.body.empty() && head.header("Set-Cookie").starts_with("portico_form="));
        CPPUNIT_ASSERT_EQUAL("no-store"s, head.header("Cache-Control"));
    }
    void testTwoStrangersAreTwo() { CPPUNIT_ASSERT(valueOf(get()) != valueOf(get())); }

    void testAnswerToAFormBringsItOnlyWhereItIsNeeded() {
        site_.route(
            "POST", "/form", "public",
            [](portico_exchange* x, portico_error*) { return x->render(x, PORTICO_STR("form"), nullptr); },
            PORTICO_ROUTE_ANY_ORIGIN);
        CPPUNIT_ASSERT(!site_.ask({"POST", "/form", ownForm()}).hasHeader("Set-Cookie"));
        CPPUNIT_ASSERT(!site_.ask({"POST", "/form"}).hasHeader("Set-Cookie"));
        CPPUNIT_ASSERT(site_.ask({"POST", "/form", oldBrowser()}).hasHeader("Set-Cookie"));
        CPPUNIT_ASSERT(!site_.ask({"POST", "/form", foreignForm()}).hasHeader("Set-Cookie"));
    }

    TestSite site_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(PreSessionTest);

} // namespace
