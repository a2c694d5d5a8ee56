// SPDX-License-Identifier: Apache-2.0
// The step route: answers to unknown paths and methods.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class RouteTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RouteTest);
    CPPUNIT_TEST(testUnknownPathIs404);
    CPPUNIT_TEST(testWrongMethodIs405AndSaysWhichAreAllowed);
    CPPUNIT_TEST(testOptionsSaysWhichAreAllowed);
    CPPUNIT_TEST(testAllowNamesEachMethodOnce);
    CPPUNIT_TEST(testHeadIsServedByGet);
    CPPUNIT_TEST(testOwnHeadRouteBeatsGet);
    CPPUNIT_TEST(testSlashTooManyIsTakenAwayForGood);
    CPPUNIT_TEST(testRedirectIsMadeOfTheCanonicalPath);
    CPPUNIT_TEST(testSlashOfAnUnknownPathIs404);
    CPPUNIT_TEST(testParametersAreDecodedOnce);
    CPPUNIT_TEST(testAssetsAreReadOnly);
    CPPUNIT_TEST_SUITE_END();

public:
    void setUp() override {
        const auto hello = [](portico_exchange* x, portico_error*) { return x->write(x, PORTICO_STR("hello")); };
        site_.route("GET", "/books", "public", hello);
        site_.route("POST", "/books", "user", hello);
        site_.route("GET", "/books/{id}", "public", [](portico_exchange* x, portico_error*) {
            portico_str id{};
            x->parameter(x, PORTICO_STR("id"), &id);
            return x->write(x, id);
        });
    }

private:
    void testUnknownPathIs404() {
        for (const auto* target : {"/", "/Books", "/book", "/books/1/2", "/%2562ooks"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(target, 404, site_.get(target).status);
        CPPUNIT_ASSERT_EQUAL(404, site_.ask({"OPTIONS", "/nowhere"}).status);
    }
    void testWrongMethodIs405AndSaysWhichAreAllowed() {
        const Reply reply = site_.ask({"DELETE", "/books"});
        CPPUNIT_ASSERT_EQUAL(405, reply.status);
        CPPUNIT_ASSERT_EQUAL("GET, HEAD, OPTIONS, POST"s, reply.header("Allow"));
        CPPUNIT_ASSERT(site_.steps.empty());
    }
    void testOptionsSaysWhichAreAllowed() {
        const Reply reply = site_.ask({"OPTIONS", "/books"});
        CPPUNIT_ASSERT_EQUAL(204, reply.status);
        CPPUNIT_ASSERT_EQUAL("GET, HEAD, OPTIONS, POST"s, reply.header("Allow"));
        CPPUNIT_ASSERT(site_.steps.empty());
        CPPUNIT_ASSERT_EQUAL(204, site_.ask({"OPTIONS", "*"}).status);
        CPPUNIT_ASSERT_EQUAL("GET, HEAD, OPTIONS, POST"s, site_.ask({"OPTIONS", "*"}).header("Allow"));
        CPPUNIT_ASSERT_EQUAL(400, site_.ask({"GET", "*"}).status);
    }
    void testAllowNamesEachMethodOnce() {
        const auto empty = [](portico_exchange* x, portico_error*) { return x->set_status(x, 204); };
        for (const auto* method : {"OPTIONS", "HEAD", "PROPFIND"}) site_.route(method, "/books", "public", empty);
        CPPUNIT_ASSERT_EQUAL("GET, HEAD, OPTIONS, POST, PROPFIND"s, site_.ask({"OPTIONS", "*"}).header("Allow"));
        CPPUNIT_ASSERT_EQUAL("GET, HEAD, OPTIONS, POST, PROPFIND"s, site_.ask({"PUT", "/books"}).header("Allow"));
    }
    void testHeadIsServedByGet() {
        const Reply reply = site_.ask({"HEAD", "/books"});
        CPPUNIT_ASSERT(reply.status == 200 && reply.body.empty() && reply.header("Content-Length") == "5");
    }
    void testOwnHeadRouteBeatsGet() {
        site_.route("HEAD", "/books", "public",
                    [](portico_exchange* x, portico_error*) { return x->set_status(x, 202); });
        CPPUNIT_ASSERT_EQUAL(202, site_.ask({"HEAD", "/books"}).status);
    }
    void testSlashTooManyIsTakenAwayForGood() {
        const Reply reply = site_.get("/books/?a=b%20c");
        CPPUNIT_ASSERT_EQUAL(308, reply.status);
        CPPUNIT_ASSERT_EQUAL("/books?a=b%20c"s, reply.header("Location"));
        CPPUNIT_ASSERT_EQUAL(308, site_.ask({"POST", "/books/"}).status);
    }
    void testRedirectIsMadeOfTheCanonicalPath() {
        for (const auto* target :
             {"/books/.", "/books/%2e", "/books/x/..", "/books/x/%2E%2e", "/./books/", "http://site.example/books/"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(target, "/books"s, site_.get(target).header("Location"));
        CPPUNIT_ASSERT_EQUAL("/books/a%3Fb%25%C3%A4"s, site_.get("/books/a%3fb%25%c3%a4/").header("Location"));
        CPPUNIT_ASSERT_EQUAL("/books/%40evil.example%3A"s, site_.get("/books/@evil.example:/").header("Location"));
    }
    void testSlashOfAnUnknownPathIs404() {
        CPPUNIT_ASSERT_EQUAL(404, site_.get("/nowhere/").status);
        CPPUNIT_ASSERT_EQUAL(404, site_.get("/").status);
    }
    void testParametersAreDecodedOnce() {
        CPPUNIT_ASSERT_EQUAL("a b"s, site_.get("/books/a%20b").body);
        CPPUNIT_ASSERT_EQUAL("%2e%2e"s, site_.get("/books/%252e%252e").body);
        CPPUNIT_ASSERT_EQUAL(400, site_.get("/books/a%2fb").status);
    }
    void testAssetsAreReadOnly() {
        const Reply reply = site_.ask({"POST", "/assets/site.css"});
        CPPUNIT_ASSERT_EQUAL(405, reply.status);
        CPPUNIT_ASSERT_EQUAL("GET, HEAD, OPTIONS"s, reply.header("Allow"));
        CPPUNIT_ASSERT_EQUAL(204, site_.ask({"OPTIONS", "/assets/site.css"}).status);
    }

    TestSite site_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(RouteTest);

} // namespace
