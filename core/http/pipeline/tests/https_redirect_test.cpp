// SPDX-License-Identifier: Apache-2.0
// Requests over plain http to a server that also speaks TLS.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

class HttpsRedirectTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HttpsRedirectTest);
    CPPUNIT_TEST(testPageIsAtTheSamePlaceOverHttps);
    CPPUNIT_TEST(testPortIsLeftOutWhereItIsThatOfHttps);
    CPPUNIT_TEST(testPublicUrlSaysWhereToGo);
    CPPUNIT_TEST(testProgramIsRefusedAndNotRedirected);
    CPPUNIT_TEST(testFormIsNotSentASecondTime);
    CPPUNIT_TEST(testNothingOfASecretIsLookedAt);
    CPPUNIT_TEST(testWithoutHostThereIsNowhereToGo);
    CPPUNIT_TEST(testTlsIsAnsweredAsItIs);
    CPPUNIT_TEST(testServerWithoutTlsAnswersAsItIs);
    CPPUNIT_TEST(testItCanBeSwitchedOff);
    CPPUNIT_TEST(testHealthIsAskedOverPlainHttp);
    CPPUNIT_TEST_SUITE_END();

public:
    void setUp() override {
        const auto ok = [](portico_exchange*, portico_error*) { return PORTICO_OK; };
        for (const auto* path : {"/a", "/healthz"}) site_.route("GET", path, "public", ok);
        site_.route("POST", "/a", "public", ok);
    }

private:
    Reply ask(const std::string& target, Fields headers, const std::string& method = "GET") {
        Asked asked{method, target, std::move(headers)};
        asked.httpsPort = httpsPort_;
        asked.secure = secure_;
        asked.withHost = withHost_;
        if (!withHost_) asked.version = "HTTP/1.0";
        return site_.ask(asked);
    }
    std::string place(const std::string& target) {
        const Reply reply = ask(target, navigating());
        CPPUNIT_ASSERT_EQUAL(308, reply.status);
        CPPUNIT_ASSERT(!reply.hasHeader("Strict-Transport-Security"));
        return reply.header("Location");
    }
    void refused(const Reply& reply) {
        CPPUNIT_ASSERT_EQUAL(403, reply.status);
        CPPUNIT_ASSERT_EQUAL("application/problem+json"s, reply.header("Content-Type"));
        CPPUNIT_ASSERT(reply.body.find("use https") != std::string::npos);
    }

    void testPageIsAtTheSamePlaceOverHttps() {
        CPPUNIT_ASSERT_EQUAL("https://site.example:8443/a?b=%20c&d"s, place("/a?b=%20c&d"));
        CPPUNIT_ASSERT_EQUAL("https://site.example:8443/x/../%61"s, place("http://site.example/x/../%61"));
        CPPUNIT_ASSERT_EQUAL("https://site.example:8443/nowhere"s, place("/nowhere"));
        CPPUNIT_ASSERT_EQUAL(308, ask("/a", {{"Accept", "text/html"}}, "HEAD").status);
    }
    void testPortIsLeftOutWhereItIsThatOfHttps() {
        httpsPort_ = 443;
        CPPUNIT_ASSERT_EQUAL("https://site.example/a"s, place("/a"));
        withHost_ = false;
        Fields headers = navigating();
        headers.emplace_back("Host", "[::1]:8080");
        CPPUNIT_ASSERT_EQUAL("https://[::1]/a"s, ask("/a", headers).header("Location"));
    }
    void testPublicUrlSaysWhereToGo() {
        site_.snapshot.site.scheme = "https";
        site_.snapshot.site.authority = "www.example.org:4443";
        CPPUNIT_ASSERT_EQUAL("https://www.example.org:4443/a"s, place("/a"));
        site_.snapshot.site.base = "/app";
        CPPUNIT_ASSERT_EQUAL("https://www.example.org:4443/app/a?b"s, place("/a?b"));
        site_.snapshot.site.baseIsKept = true;
        CPPUNIT_ASSERT_EQUAL("https://www.example.org:4443/app/?b"s, place("/app?b"));
        site_.snapshot.site.base = "";
        site_.snapshot.site.scheme = "http";
        CPPUNIT_ASSERT_EQUAL("https://www.example.org:8443/a"s, place("/a"));
    }
    void testProgramIsRefusedAndNotRedirected() {
        refused(ask("/a", {{"Authorization", "Bearer x"}}));
        refused(ask("/assets/site.css", {{"Sec-Fetch-Mode", "no-cors"}}));
        refused(ask("*", {}, "OPTIONS"));
    }
    void testFormIsNotSentASecondTime() {
        Fields headers = navigating();
        headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        refused(ask("/a", headers, "POST"));
    }
    void testNothingOfASecretIsLookedAt() {
        Fields headers = navigating();
        headers.emplace_back("Cookie", "sid=1");
        CPPUNIT_ASSERT_EQUAL(308, ask("/a", headers).status);
        CPPUNIT_ASSERT(site_.steps.empty());
    }
    void testWithoutHostThereIsNowhereToGo() {
        withHost_ = false;
        refused(ask("/a", navigating()));
    }
    void testTlsIsAnsweredAsItIs() {
        secure_ = true;
        CPPUNIT_ASSERT_EQUAL(200, ask("/a", navigating()).status);
        CPPUNIT_ASSERT_EQUAL(200, ask("/a", {}).status);
    }
    void testServerWithoutTlsAnswersAsItIs() {
        httpsPort_ = 0;
        CPPUNIT_ASSERT_EQUAL(200, ask("/a", navigating()).status);
    }
    void testItCanBeSwitchedOff() {
        site_.snapshot.site.tls.redirect = false;
        CPPUNIT_ASSERT_EQUAL(200, ask("/a", navigating()).status);
        CPPUNIT_ASSERT_EQUAL(200, ask("/a", {}).status);
    }
    void testHealthIsAskedOverPlainHttp() {
        CPPUNIT_ASSERT_EQUAL(200, ask("/healthz", {}).status);
        CPPUNIT_ASSERT_EQUAL(200, ask("/x/../healthz", navigating()).status);
        CPPUNIT_ASSERT_EQUAL(404,
                             ask("/.well-known/acme-challenge/token", {}).status); // nor are certificate authorities
        refused(ask("/.well-known/acme-challenge", {}));
        refused(ask("/healthz/x", {}));
    }

    TestSite site_;
    std::uint16_t httpsPort_ = 8443;
    bool secure_ = false, withHost_ = true;
};

CPPUNIT_TEST_SUITE_REGISTRATION(HttpsRedirectTest);

} // namespace
