// SPDX-License-Identifier: Apache-2.0
// The log line of a refusal: client, account, rule and reason, which no client can forge.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class DenialTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(DenialTest);
    CPPUNIT_TEST(testStrangerAtAGuard);
    CPPUNIT_TEST(testAccountWithoutTheRole);
    CPPUNIT_TEST(testUnknownGuard);
    CPPUNIT_TEST(testForeignForm);
    CPPUNIT_TEST(testFormWithoutAToken);
    CPPUNIT_TEST(testFormThatTheHandlerRefuses);
    CPPUNIT_TEST(testRefusalOfAHandlerWithItsReason);
    CPPUNIT_TEST(testRefusalOfAHandlerWithoutOne);
    CPPUNIT_TEST(testPlainHttpWhereTheServerSpeaksTls);
    CPPUNIT_TEST(testWhatIsNoRefusalLeavesNoLine);
    CPPUNIT_TEST(testClientCannotForgeALine);
    CPPUNIT_TEST(testQueryIsLeftOut);
    CPPUNIT_TEST_SUITE_END();

    std::string line(const Asked& asked) {
        site_.logged.clear();
        site_.ask(asked);
        return site_.logged;
    }
    static std::string denied(const std::string& rest) { return "0123456789abcdef: " + rest + "\n"; }

public:
    void setUp() override {
        const auto hello = [](portico_exchange*, portico_error*) { return PORTICO_OK; };
        site_.route("GET", "/user", "user", hello);
        site_.route("GET", "/admin", "role:admin", hello);
        site_.route("GET", "/odd", "oddness", hello);
        site_.route("GET", "/free/{path*}", "user", hello);
        site_.route("POST", "/public", "public", hello);
        site_.route(
            "POST", "/any", "public", [](portico_exchange* x, portico_error*) { return x->set_status(x, 403); },
            PORTICO_ROUTE_ANY_ORIGIN);
        site_.route("GET", "/reason", "public", [](portico_exchange* x, portico_error*) {
            return x->fail(x, 403, PORTICO_STR("not on\nSundays"));
        });
        site_.route("GET", "/silent", "public",
                    [](portico_exchange* x, portico_error*) { return x->set_status(x, 403); });
    }

private:
    void testStrangerAtAGuard() {
        CPPUNIT_ASSERT_EQUAL(denied(R"(401 GET "/user" from 192.0.2.7, account unknown, rule "user": a stranger)"),
                             line({"GET", "/user"}));
    }
    void testAccountWithoutTheRole() {
        site_.identified = PORTICO_OK;
        site_.userName = "ada\nforged";
        CPPUNIT_ASSERT_EQUAL(
            denied(
                R"(403 GET "/admin" from 192.0.2.7, account "ada\x0aforged", rule "role:admin": the account lacks the role)"),
            line({"GET", "/admin"}));
    }
    void testUnknownGuard() {
        CPPUNIT_ASSERT_EQUAL(
            denied(R"(403 GET "/odd" from 192.0.2.7, account unknown, rule "oddness": the guard is unknown)"),
            line({"GET", "/odd"}));
    }
    void testForeignForm() {
        site_.identified = PORTICO_OK;
        Fields headers = foreignForm();
        headers.emplace_back("Origin", "http://evil.example/\"x");
        CPPUNIT_ASSERT_EQUAL(
            denied(
                R"(403 POST "/public" from 192.0.2.7, account "ada", rule "own form": sent by a foreign site; Sec-Fetch-Site "cross-site"; Origin "http://evil.example/\x22x"; Host "site.example")"),
            line({"POST", "/public", headers}));
    }
    void testFormWithoutAToken() {
        const std::string logged = line({"POST", "/public", oldBrowser()});
        CPPUNIT_ASSERT(logged.find(R"(rule "own form": the browser does not say)") != std::string::npos);
        CPPUNIT_ASSERT(logged.find(R"(Sec-Fetch-Site "-"; Origin "-")") != std::string::npos);
    }
    void testFormThatTheHandlerRefuses() {
        site_.identified = PORTICO_OK;
        const std::string logged = line({"POST", "/any", foreignForm()});
        CPPUNIT_ASSERT(logged.find(R"(account "ada", rule "own form": sent by a foreign site)") != std::string::npos);
        CPPUNIT_ASSERT(line({"POST", "/any", ownForm()}).find("own form") == std::string::npos);
    }
    void testRefusalOfAHandlerWithItsReason() {
        CPPUNIT_ASSERT_EQUAL(
            denied(R"(403 GET "/reason" from 192.0.2.7, account unknown, rule "public": not on\x0aSundays)"),
            line({"GET", "/reason"}));
    }
    void testRefusalOfAHandlerWithoutOne() {
        CPPUNIT_ASSERT_EQUAL(
            denied(R"(403 GET "/silent" from 192.0.2.7, account unknown, rule "public": refused by fake)"),
            line({"GET", "/silent"}));
    }
    void testPlainHttpWhereTheServerSpeaksTls() {
        Asked asked{"POST", "/public"};
        asked.httpsPort = 443;
        CPPUNIT_ASSERT(line(asked).find(R"(rule "none": sent over plain http)") != std::string::npos);
    }
    void testWhatIsNoRefusalLeavesNoLine() {
        for (const auto& [method, path] : {std::pair{"GET", "/nowhere"}, {"DELETE", "/user"}, {"POST", "/public"}})
            CPPUNIT_ASSERT_EQUAL(""s, line({method, path}));
        CPPUNIT_ASSERT_EQUAL(""s, line({"GET", "/user", navigating()})); // a person is asked to log in
    }
    void testClientCannotForgeALine() {
        for (const std::string& path :
             {"/free/%22,%20account%20%22root"s, "/free/%E2%80%A8"s, "/free/" + std::string(4000, 'a')}) {
            const std::string logged = line({"GET", path});
            CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1}, std::count(logged.begin(), logged.end(), '\n'));
            CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{4}, std::count(logged.begin(), logged.end(), '"')); // of path and rule
            CPPUNIT_ASSERT(logged.size() < 600);
        }
        CPPUNIT_ASSERT_EQUAL(""s, line({"GET", "/free/a%0Ab"})); // not a path of any site
    }
    void testQueryIsLeftOut() {
        CPPUNIT_ASSERT(line({"GET", "/user?access_token=secret"}).find("secret") == std::string::npos);
    }

    TestSite site_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(DenialTest);

} // namespace
