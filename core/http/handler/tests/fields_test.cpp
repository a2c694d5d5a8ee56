// SPDX-License-Identifier: Apache-2.0
// What a handler finds when it enumerates a request, and what it learns of the connection.
#include "../../tests/test_site.h"

#include "http/syntax/message/chunked.h"

#include <portico/exchange.hpp>

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http::test;
using namespace std::string_literals;

namespace {

std::string linesOf(const FieldRange& fields) {
    std::string lines;
    for (const auto& [name, value] : fields) lines.append(name).append("=").append(value).append(";");
    return lines;
}

class FieldsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FieldsTest);
    CPPUNIT_TEST(testHeadersComeAsSentAndInOrder);
    CPPUNIT_TEST(testValueOfAHeaderHasItsBytes);
    CPPUNIT_TEST(testCookiesOfAllHeadersComeInOrder);
    CPPUNIT_TEST(testQueryAndFormComeDecodedAndApart);
    CPPUNIT_TEST(testNothingIsFoundBehindTheLast);
    CPPUNIT_TEST(testTrailerIsApartFromTheHeader);
    CPPUNIT_TEST(testTrailerOfAnUnfinishedBodyIsEmpty);
    CPPUNIT_TEST(testConnectionIsDescribedWhenAHandlerAsks);
    CPPUNIT_TEST(testConnectionWithoutTlsHasOnlyAPort);
    CPPUNIT_TEST(testTooSmallAStructIsRefused);
    CPPUNIT_TEST_SUITE_END();

    // The answer of a handler that enumerates what `which` returns.
    template <class Which>
    std::string found(http::test::Asked asked, Which which) {
        TestSite site;
        const auto show = [which](portico_exchange* x, portico_error*) {
            Exchange exchange(x);
            exchange.text(linesOf(which(exchange)));
            return PORTICO_OK;
        };
        site.route(asked.method, "/a", "public", show);
        return site.ask(asked).body;
    }
    static FieldRange headers(const Exchange& x) { return x.headers(); }
    static FieldRange cookies(const Exchange& x) { return x.cookies(); }
    static FieldRange query(const Exchange& x) { return x.query(); }
    static FieldRange form(const Exchange& x) { return x.form(); }
    static FieldRange trailers(const Exchange& x) { return x.trailers(); }

    void testHeadersComeAsSentAndInOrder() {
        CPPUNIT_ASSERT_EQUAL("Host=site.example;X-b=1;x-A=2;X-B=;"s,
                             found({"GET", "/a", {{"X-b", "1"}, {"x-A", "2"}, {"X-B", ""}}}, headers));
    }
    void testValueOfAHeaderHasItsBytes() {
        CPPUNIT_ASSERT_EQUAL("Host=site.example;X=\xe9\x80 \t\xff%20\"\\;"s,
                             found({"GET", "/a", {{"X", "\xe9\x80 \t\xff%20\"\\"}}}, headers));
    }
    void testCookiesOfAllHeadersComeInOrder() {
        CPPUNIT_ASSERT_EQUAL("b=2;a=1;b=3;"s,
                             found({"GET", "/a", {{"Cookie", "b=2; a=1"}, {"Cookie", "b=3"}}}, cookies));
        CPPUNIT_ASSERT_EQUAL(""s, found({"GET", "/a"}, cookies));
    }
    void testQueryAndFormComeDecodedAndApart() {
        http::test::Asked asked{"POST", "/a?z=%C3%A4&a=1+2&z=", {}, "f=%26&g=h"};
        asked.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
        CPPUNIT_ASSERT_EQUAL("z=\xc3\xa4;a=1 2;z=;"s, found(asked, query));
        CPPUNIT_ASSERT_EQUAL("f=&;g=h;"s, found(asked, form));
        asked.headers = {{"Content-Type", "text/plain"}};
        CPPUNIT_ASSERT_EQUAL(""s, found(asked, form));
    }
    void testNothingIsFoundBehindTheLast() {
        TestSite site;
        site.route("GET", "/a", "public", [](portico_exchange* x, portico_error*) {
            portico_str name = PORTICO_STR("unchanged");
            portico_str value{};
            for (const auto at : {x->header_at, x->cookie_at, x->query_at, x->form_at, x->trailer_at})
                for (const std::size_t index : {std::size_t{2}, std::size_t{99}, SIZE_MAX})
                    if (at(x, index, &name, &value) != PORTICO_NOT_FOUND) return PORTICO_FAILED;
            return view(name) == "unchanged" ? PORTICO_OK : PORTICO_FAILED;
        });
        CPPUNIT_ASSERT_EQUAL(200, site.get("/a?a=b", {{"Cookie", "a=b"}}).status);
    }
    void testTrailerIsApartFromTheHeader() {
        http::syntax::ChunkDecoder body(10);
        body.next("0\r\nDigest: a=b\r\nCookie: sid=1\r\nX: y\r\n\r\n");
        http::test::Asked asked{"PUT", "/a"};
        asked.trailer = &body.trailer();
        CPPUNIT_ASSERT_EQUAL("Digest=a=b;X=y;"s, found(asked, trailers));
        CPPUNIT_ASSERT_EQUAL("Host=site.example;"s, found(asked, headers));
        CPPUNIT_ASSERT_EQUAL(""s, found(asked, cookies));
    }
    void testTrailerOfAnUnfinishedBodyIsEmpty() {
        http::syntax::ChunkDecoder body(10);
        body.next("0\r\nDigest: a=b\r\n");
        http::test::Asked asked{"PUT", "/a"};
        asked.trailer = &body.trailer();
        CPPUNIT_ASSERT_EQUAL(""s, found(asked, trailers));
    }

    static std::string described(const Exchange& x) {
        const portico_connection c = x.connection();
        std::string text = std::to_string(c.port);
        for (const portico_str part : {c.tls_version, c.tls_cipher, c.certificate, c.certificate_subject})
            text.append(",").append(view(part));
        return text;
    }
    void testConnectionIsDescribedWhenAHandlerAsks() {
        FakeClient client;
        client.tls = {"TLSv1.3", "TLS_AES_128_GCM_SHA256", "der", "CN=ada"};
        TestSite site;
        site.route("GET", "/twice", "public", [](portico_exchange* x, portico_error*) {
            Exchange exchange(x);
            described(exchange);
            exchange.text(described(exchange));
            return PORTICO_OK;
        });
        site.route("GET", "/never", "public", [](portico_exchange*, portico_error*) { return PORTICO_OK; });
        http::test::Asked asked{"GET", "/never"};
        asked.client = &client;
        asked.peerPort = 50123;
        site.ask(asked);
        CPPUNIT_ASSERT_EQUAL(0, client.tlsQuestions);
        asked.target = "/twice";
        CPPUNIT_ASSERT_EQUAL("50123,TLSv1.3,TLS_AES_128_GCM_SHA256,der,CN=ada"s, site.ask(asked).body);
        CPPUNIT_ASSERT_EQUAL(1, client.tlsQuestions);
    }
    void testConnectionWithoutTlsHasOnlyAPort() {
        TestSite site;
        site.route("GET", "/a", "public", [](portico_exchange* x, portico_error*) {
            Exchange exchange(x);
            exchange.text(described(exchange));
            return PORTICO_OK;
        });
        CPPUNIT_ASSERT_EQUAL("0,,,,"s, site.get("/a").body);
    }
    void testTooSmallAStructIsRefused() {
        TestSite site;
        site.route("GET", "/a", "public", [](portico_exchange* x, portico_error*) {
            portico_connection c{sizeof(portico_connection) - 8, 7, {}, {}, {}, {}};
            return x->connection(x, &c) == PORTICO_INVALID && c.port == 7 ? PORTICO_OK : PORTICO_FAILED;
        });
        CPPUNIT_ASSERT_EQUAL(200, site.get("/a").status);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FieldsTest);

} // namespace
