// SPDX-License-Identifier: Apache-2.0
// Which answers are compressed, and which are not because their length could reveal a secret.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

const Fields accepting = {{"Accept-Encoding", "gzip, br"}};

Fields with(Fields fields, const std::string& name, const std::string& value) {
    fields.emplace_back(name, value);
    return fields;
}

class CompressTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CompressTest);
    CPPUNIT_TEST(testPageForAStrangerIsPacked);
    CPPUNIT_TEST(testClientChoosesTheCoding);
    CPPUNIT_TEST(testClientThatRefusesIdentityGets406AsForAnAsset);
    CPPUNIT_TEST(testHeadHasTheHeadersOfGet);
    CPPUNIT_TEST(testShortestBodyIsPackedAndAShorterOneIsNot);
    CPPUNIT_TEST(testOnlyTextIsPacked);
    CPPUNIT_TEST(testOnlySuccessIsPacked);
    CPPUNIT_TEST(testPageForAUserIsNeverPacked);
    CPPUNIT_TEST(testRequestThatVouchesForSomebodyIsNeverAnsweredPacked);
    CPPUNIT_TEST(testAnswerThatSetsACookieIsNeverPacked);
    CPPUNIT_TEST(testAnswerToAFormIsNeverPacked);
    CPPUNIT_TEST(testHandlerCanOptOut);
    CPPUNIT_TEST(testAnswerWithAStrongTagOrACodingOfItsOwnIsLeftAlone);
    CPPUNIT_TEST(testConfigurationTurnsItOff);
    CPPUNIT_TEST_SUITE_END();

    Reply answered(Fields fields, std::string body = std::string(2000, 'x'), Fields asked = accepting,
                   int status = 200) {
        TestSite site;
        site.snapshot.compression = compression_;
        site.route("GET", "/any", "public", [&](portico_exchange* x, portico_error*) {
            x->set_status(x, status);
            for (const auto& [name, value] : fields) x->add_header(x, str(name), str(value));
            return x->write(x, str(body));
        });
        return site.get("/any", std::move(asked));
    }
    static bool isPacked(const Reply& reply) {
        const bool packed = reply.hasHeader("Content-Encoding");
        CPPUNIT_ASSERT_EQUAL(std::to_string(reply.body.size()), reply.header("Content-Length"));
        CPPUNIT_ASSERT_EQUAL(packed, reply.body.size() < 1000);
        return packed;
    }
    static Fields html() { return {{"Content-Type", "text/html"}}; }

public:
    void setUp() override {
        site_.page("/", "home");
        site_.pages["home"] = std::string(2000, 'x') + "{user}";
    }

private:
    void testPageForAStrangerIsPacked() {
        const Reply reply = site_.get("/", accepting);
        CPPUNIT_ASSERT(isPacked(reply));
        CPPUNIT_ASSERT_EQUAL("br"s, reply.header("Content-Encoding"));
        CPPUNIT_ASSERT_EQUAL("Accept-Encoding|Cookie, Authorization"s, reply.header("Vary"));
    }
    void testClientChoosesTheCoding() {
        CPPUNIT_ASSERT_EQUAL("gzip"s, site_.get("/", {{"Accept-Encoding", "gzip"}}).header("Content-Encoding"));
        CPPUNIT_ASSERT_EQUAL("gzip"s, site_.get("/", {{"Accept-Encoding", "*, br;q=0"}}).header("Content-Encoding"));
        for (const char* accepted : {"", "deflate", "gzip;q=0", "identity, gzip;q=0.5"}) {
            const Reply reply = site_.get("/", {{"Accept-Encoding", accepted}});
            CPPUNIT_ASSERT_MESSAGE(accepted, !isPacked(reply) && reply.status == 200);
            CPPUNIT_ASSERT_EQUAL("Accept-Encoding|Cookie, Authorization"s, reply.header("Vary"));
        }
        CPPUNIT_ASSERT(!isPacked(site_.get("/")));
    }
    void testClientThatRefusesIdentityGets406AsForAnAsset() {
        for (const char* accepted : {"*;q=0", "identity;q=0", "deflate, identity;q=0", "gzip;q=0, *;q=0"}) {
            const Reply reply = site_.get("/", {{"Accept-Encoding", accepted}});
            CPPUNIT_ASSERT_EQUAL_MESSAGE(accepted, 406, reply.status);
            CPPUNIT_ASSERT(reply.header("Vary").starts_with("Accept-Encoding") && reply.body.size() < 1000);
        }
        CPPUNIT_ASSERT_EQUAL("gzip"s,
                             site_.get("/", {{"Accept-Encoding", "gzip, identity;q=0"}}).header("Content-Encoding"));
        site_.pages["home"] = std::string(200, 'x');
        CPPUNIT_ASSERT_EQUAL("gzip"s, site_.get("/", {{"Accept-Encoding", "gzip, *;q=0"}}).header("Content-Encoding"));
        CPPUNIT_ASSERT_EQUAL(404, site_.get("/none", {{"Accept-Encoding", "*;q=0"}}).status);
        site_.identified = PORTICO_OK; // pages with a user are not compressed
        CPPUNIT_ASSERT_EQUAL(406, site_.get("/", {{"Accept-Encoding", "gzip, *;q=0"}}).status);
    }
    void testHeadHasTheHeadersOfGet() {
        const Reply get = site_.get("/", accepting);
        const Reply head = site_.ask({"HEAD", "/", accepting});
        CPPUNIT_ASSERT(head.body.empty() && get.headersButDate() == head.headersButDate());
    }
    void testShortestBodyIsPackedAndAShorterOneIsNot() {
        CPPUNIT_ASSERT(answered(html(), std::string(1024, 'x')).hasHeader("Content-Encoding"));
        CPPUNIT_ASSERT(!answered(html(), std::string(1023, 'x')).hasHeader("Content-Encoding"));
        compression_.least = 1025;
        CPPUNIT_ASSERT(!answered(html(), std::string(1024, 'x')).hasHeader("Content-Encoding"));
    }
    void testOnlyTextIsPacked() {
        for (const char* type :
             {"text/html; charset=utf-8", "text/css", "TEXT/PLAIN", "application/json", "image/svg+xml",
              "application/ld+json", "application/atom+xml", "application/javascript"})
            CPPUNIT_ASSERT_MESSAGE(type, isPacked(answered({{"Content-Type", type}})));
        for (const char* type : {"image/png", "application/octet-stream", "text/event-stream", "text", "font/woff2"})
            CPPUNIT_ASSERT_MESSAGE(type, !isPacked(answered({{"Content-Type", type}})));
        CPPUNIT_ASSERT(!isPacked(answered({})));
    }
    void testOnlySuccessIsPacked() {
        for (const int status : {201, 203, 404, 500})
            CPPUNIT_ASSERT(!isPacked(answered(html(), std::string(2000, 'x'), accepting, status)));
    }
    void testPageForAUserIsNeverPacked() {
        site_.identified = PORTICO_OK;
        const Reply reply = site_.get("/", accepting);
        CPPUNIT_ASSERT(!isPacked(reply) && reply.body.find("roles= ") != std::string::npos);
        site_.session = "";
        CPPUNIT_ASSERT(!isPacked(site_.get("/", accepting)));
    }
    // A plugin may identify a visitor by its own cookie, unknown to auth: the answer contained that visitor's secret.
    void testRequestThatVouchesForSomebodyIsNeverAnsweredPacked() {
        CPPUNIT_ASSERT(!isPacked(site_.get("/", with(accepting, "Cookie", "basket=7"))));
        CPPUNIT_ASSERT(!isPacked(site_.get("/", with(accepting, "Authorization", "Bearer x"))));
        CPPUNIT_ASSERT(!isPacked(answered(html(), std::string(2000, 'x'), with(accepting, "cookie", "a=b"))));
    }
    void testAnswerThatSetsACookieIsNeverPacked() {
        CPPUNIT_ASSERT(!isPacked(answered(with(html(), "set-cookie", "sid=1"))));
    }
    // The answer to a password is a token.
    void testAnswerToAFormIsNeverPacked() {
        site_.route(
            "POST", "/token", "public",
            [](portico_exchange* x, portico_error*) {
                x->set_header(x, PORTICO_STR("Content-Type"), PORTICO_STR("application/json"));
                return x->write(x, str(std::string(2000, 'x')));
            },
            PORTICO_ROUTE_ANY_ORIGIN);
        CPPUNIT_ASSERT(!isPacked(site_.ask({"POST", "/token", accepting, "password=x"})));
    }
    void testHandlerCanOptOut() {
        CPPUNIT_ASSERT(!isPacked(answered(with(html(), "Cache-Control", "public, No-Transform"))));
        const Reply reply = answered(with(html(), "content-encoding", "identity"));
        CPPUNIT_ASSERT(!isPacked(reply) && !reply.hasHeader("content-encoding"));
    }
    void testAnswerWithAStrongTagOrACodingOfItsOwnIsLeftAlone() {
        CPPUNIT_ASSERT(!isPacked(answered(with(html(), "ETag", "\"a\""))));
        CPPUNIT_ASSERT(isPacked(answered(with(html(), "ETag", "W/\"a\""))));
        const Reply own = answered(with(html(), "Content-Encoding", "zstd"));
        CPPUNIT_ASSERT(own.header("Content-Encoding") == "zstd" && own.body.size() == 2000);
    }
    void testConfigurationTurnsItOff() {
        compression_.enabled = false;
        const Reply reply = answered(html());
        CPPUNIT_ASSERT(!isPacked(reply) && reply.header("Vary") == "Cookie, Authorization");
    }

    TestSite site_;
    Compression compression_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(CompressTest);

} // namespace
