// SPDX-License-Identifier: Apache-2.0
// The answer for the wire: framing, and the headers that every answer has.
#include "http/exchange/respond.h"

#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

constexpr std::array protective = {
    "Content-Security-Policy",    "X-Content-Type-Options",       "Referrer-Policy",   "X-Frame-Options",
    "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"};

// A route "/any" that answers with `status`, `body` and these headers.
void serve(TestSite& site, int status, std::string body, Fields fields = {}, const std::string& method = "GET") {
    site.route(method, "/any", "public", [=](portico_exchange* x, portico_error*) {
        x->set_status(x, status);
        for (const auto& [name, value] : fields) x->add_header(x, str(name), str(value));
        return x->write(x, str(body));
    });
}

class RespondTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RespondTest);
    CPPUNIT_TEST(testAnswerHasStatusLineLengthAndBody);
    CPPUNIT_TEST(testHeadHasTheHeadersOfGetAndNoBody);
    CPPUNIT_TEST(testAnswersThatHaveNoBodySendNone);
    CPPUNIT_TEST(testConnectionSaysWhatHappensToIt);
    CPPUNIT_TEST(testEveryStatusHasTheProtectiveHeaders);
    CPPUNIT_TEST(testPluginMaySetAProtectiveHeaderItself);
    CPPUNIT_TEST(testTransportSecurityIsSaidOverTlsOnly);
    CPPUNIT_TEST(testPageForStrangersMayBeKeptButMustBeAskedFor);
    CPPUNIT_TEST(testNothingElseIsKept);
    CPPUNIT_TEST(testPluginMaySayHowLongItsAnswerIsKept);
    CPPUNIT_TEST(testNoHeaderComesTwice);
    CPPUNIT_TEST(testPlacesOfTheSiteBeginWithItsBase);
    CPPUNIT_TEST_SUITE_END();

    static std::string bytes(TestSite& site, Request request, bool keepAlive) {
        Exchange x(site.snapshot, request, "0123456789abcdef");
        x.answer.body = "hello";
        return respond(x, keepAlive) + x.answer.body;
    }

    void testPlacesOfTheSiteBeginWithItsBase() {
        site_.snapshot.site.base = "/app";
        for (const auto& [sent, expected] : {std::pair{"/books/1", "/app/books/1"},
                                             {"/", "/app/"},
                                             {"/app", "/app/app"},
                                             {"books", "books"},
                                             {"https://other.example/x", "https://other.example/x"},
                                             {"//other.example", "//other.example"}}) {
            TestSite site;
            site.snapshot.site.base = "/app";
            serve(site, 201, "", {{"Location", sent}});
            CPPUNIT_ASSERT_EQUAL(std::string(expected), site.get("/any").header("Location"));
        }
        site_.route("GET", "/go", "public", [](portico_exchange* x, portico_error*) {
            CPPUNIT_ASSERT_EQUAL("/app"s, std::string(view(x->base)));
            return x->redirect(x, PORTICO_STR("/books?a=b"));
        });
        CPPUNIT_ASSERT_EQUAL("/app/books?a=b"s, site_.get("/go").header("Location"));
        CPPUNIT_ASSERT_EQUAL("/app/go"s, site_.get("/go/").header("Location"));
        CPPUNIT_ASSERT_EQUAL(404, site_.get("/app/go").status);
        site_.snapshot.site.baseIsKept = true;
        CPPUNIT_ASSERT_EQUAL("/app/books?a=b"s, site_.get("/app/go").header("Location"));
        CPPUNIT_ASSERT_EQUAL("/app/go"s, site_.get("/app/go/").header("Location"));
        CPPUNIT_ASSERT_EQUAL(404, site_.get("/go").status);
    }
    void testAnswerHasStatusLineLengthAndBody() {
        Request request;
        request.method = "GET";
        request.version = "HTTP/1.1";
        const std::string all = bytes(site_, request, true);
        CPPUNIT_ASSERT(all.starts_with("HTTP/1.1 200 OK\r\nDate: "));
        CPPUNIT_ASSERT(all.ends_with("\r\nX-Request-Id: 0123456789abcdef\r\n\r\nhello"));
        CPPUNIT_ASSERT(all.find("\r\nContent-Length: 5\r\n") != std::string::npos);
    }
    void testHeadHasTheHeadersOfGetAndNoBody() {
        serve(site_, 200, "hello", {{"Content-Type", "text/plain"}});
        const Reply get = site_.get("/any");
        const Reply head = site_.ask({"HEAD", "/any"});
        CPPUNIT_ASSERT_EQUAL("hello"s, get.body);
        CPPUNIT_ASSERT_EQUAL(""s, head.body);
        CPPUNIT_ASSERT_EQUAL("5"s, head.header("Content-Length"));
        CPPUNIT_ASSERT_EQUAL("text/plain"s, head.header("Content-Type"));
        CPPUNIT_ASSERT_EQUAL(get.headers.size(), head.headers.size());
    }
    void testAnswersThatHaveNoBodySendNone() {
        for (const int status : {204, 304}) {
            TestSite site;
            serve(site, status, "must not be sent");
            const Reply reply = site.get("/any");
            CPPUNIT_ASSERT_EQUAL(status, reply.status);
            CPPUNIT_ASSERT(reply.body.empty() && !reply.hasHeader("Content-Length"));
        }
        serve(site_, 205, "must not be sent");
        const Reply reset = site_.get("/any");
        CPPUNIT_ASSERT(reset.body.empty() && reset.header("Content-Length") == "0");
    }
    void testConnectionSaysWhatHappensToIt() {
        Request request;
        request.version = "HTTP/1.1";
        CPPUNIT_ASSERT(bytes(site_, request, true).find("Connection:") == std::string::npos);
        CPPUNIT_ASSERT(bytes(site_, request, false).find("\r\nConnection: close\r\n") != std::string::npos);
        request.version = "HTTP/1.0";
        CPPUNIT_ASSERT(bytes(site_, request, true).find("\r\nConnection: keep-alive\r\n") != std::string::npos);
        CPPUNIT_ASSERT(bytes(site_, request, false).find("\r\nConnection: close\r\n") != std::string::npos);
    }
    void testEveryStatusHasTheProtectiveHeaders() {
        for (int status = 200; status < 600; ++status) {
            TestSite site;
            serve(site, status, "x");
            const Reply reply = site.get("/any");
            CPPUNIT_ASSERT_EQUAL(status, reply.status);
            for (const auto* name : protective) CPPUNIT_ASSERT_MESSAGE(name, !reply.header(name).empty());
        }
        for (const auto* target : {"/nowhere", "//", "/assets/none"})
            for (const auto* name : protective) CPPUNIT_ASSERT_MESSAGE(name, site_.get(target).hasHeader(name));
    }
    void testPluginMaySetAProtectiveHeaderItself() {
        serve(site_, 200, "", {{"content-security-policy", "default-src 'self'"}, {"X-FRAME-OPTIONS", "SAMEORIGIN"}});
        const Reply reply = site_.get("/any");
        CPPUNIT_ASSERT_EQUAL("default-src 'self'"s, reply.header("content-security-policy"));
        CPPUNIT_ASSERT(!reply.hasHeader("Content-Security-Policy") && !reply.hasHeader("X-Frame-Options"));
        CPPUNIT_ASSERT_EQUAL("nosniff"s, reply.header("X-Content-Type-Options"));
    }
    void testTransportSecurityIsSaidOverTlsOnly() {
        serve(site_, 200, "");
        CPPUNIT_ASSERT(!site_.get("/any").hasHeader("Strict-Transport-Security"));
        Asked asked{"GET", "/any"};
        asked.secure = true;
        CPPUNIT_ASSERT(!site_.ask(asked).hasHeader("Strict-Transport-Security"));
        site_.snapshot.site.tls.hsts = "max-age=60";
        CPPUNIT_ASSERT(!site_.get("/any").hasHeader("Strict-Transport-Security"));
        CPPUNIT_ASSERT_EQUAL("max-age=60"s, site_.ask(asked).header("Strict-Transport-Security"));
    }
    void testPageForStrangersMayBeKeptButMustBeAskedFor() {
        site_.page("/", "home");
        site_.pages["home"] = "hello";
        const Reply reply = site_.get("/");
        CPPUNIT_ASSERT_EQUAL("no-cache"s, reply.header("Cache-Control"));
        CPPUNIT_ASSERT_EQUAL("Cookie, Authorization"s, reply.header("Vary"));
    }
    void testNothingElseIsKept() {
        site_.page("/", "home");
        site_.page("/broken", "none");
        site_.pages["home"] = "hello";
        serve(site_, 200, "data");
        CPPUNIT_ASSERT_EQUAL("no-store"s, site_.get("/any").header("Cache-Control"));
        CPPUNIT_ASSERT_EQUAL("no-store"s, site_.get("/broken").header("Cache-Control"));
        CPPUNIT_ASSERT_EQUAL("no-store"s, site_.get("/nowhere").header("Cache-Control"));
        site_.identified = PORTICO_OK;
        CPPUNIT_ASSERT_EQUAL("no-store"s, site_.get("/").header("Cache-Control"));
    }
    void testPluginMaySayHowLongItsAnswerIsKept() {
        serve(site_, 200, "", {{"cache-control", "public, max-age=60"}});
        const Reply reply = site_.get("/any");
        CPPUNIT_ASSERT(!reply.hasHeader("Cache-Control"));
        CPPUNIT_ASSERT_EQUAL("public, max-age=60"s, reply.header("cache-control"));
    }
    void testNoHeaderComesTwice() {
        serve(site_, 200, "x", {{"Cache-Control", "no-store"}, {"Vary", "Accept"}, {"Referrer-Policy", "no-referrer"}});
        const Reply reply = site_.get("/any");
        for (const auto& [name, value] : reply.headers)
            CPPUNIT_ASSERT_MESSAGE(name, name == "Vary" || reply.header(name) == value);
        CPPUNIT_ASSERT_EQUAL("Accept|Cookie, Authorization"s, reply.header("Vary"));
    }

    TestSite site_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(RespondTest);

} // namespace
