// SPDX-License-Identifier: Apache-2.0
// Origins: strict parsing, and comparison with the host and scheme of the request.
#include "http/syntax/url/origin.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;

class OriginTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(OriginTest);
    CPPUNIT_TEST(testOriginIsSchemeHostAndPort);
    CPPUNIT_TEST(testNullIsOpaqueAndBelongsToNoSite);
    CPPUNIT_TEST(testWhatNoBrowserSendsIsRefused);
    CPPUNIT_TEST(testSameHostMayHaveAnotherSchemeOrPort);
    CPPUNIT_TEST(testSameSchemeHostAndPortIsTheSameOrigin);
    CPPUNIT_TEST(testAnyDifferenceIsAnotherOrigin);
    CPPUNIT_TEST_SUITE_END();

    static bool same(std::string_view origin, std::string_view host, std::string_view scheme) {
        return isOriginOf(parseOrigin(origin).value(), host, scheme);
    }

public:
    void testOriginIsSchemeHostAndPort() {
        const Origin origin = parseOrigin("https://example.org:8443").value();
        CPPUNIT_ASSERT(!origin.opaque && origin.scheme == "https" && origin.host.name == "example.org");
        CPPUNIT_ASSERT_EQUAL(8443, int{origin.host.port});
    }

    void testNullIsOpaqueAndBelongsToNoSite() {
        CPPUNIT_ASSERT(parseOrigin("null").value().opaque);
        CPPUNIT_ASSERT(!same("null", "example.org", "http") && !same("null", "", "") && !same("null", "null", "http"));
    }

    void testWhatNoBrowserSendsIsRefused() {
        for (const char* text : {"", "NULL", "example.org", "http://", "http://a/", "http://a?b", "http://a#b",
                                 "http://u@a", "ftp://a", "http:a", "http://a http://b", "http://a, http://b",
                                 "http://a ", " http://a", "://a", "file://", "http://a:0", "http://a:b"})
            CPPUNIT_ASSERT_MESSAGE(text, !parseOrigin(text));
    }

    void testSameHostMayHaveAnotherSchemeOrPort() {
        const Origin origin = parseOrigin("https://Example.org:8443").value();
        CPPUNIT_ASSERT(isHostOf(origin, "example.org") && isHostOf(origin, "EXAMPLE.org:80"));
        for (const char* host : {"", "example.org.evil", "a.example.org", "xample.org", "example.org:x", "null"})
            CPPUNIT_ASSERT_MESSAGE(host, !isHostOf(origin, host));
        CPPUNIT_ASSERT(!isHostOf(parseOrigin("null").value(), "null"));
        CPPUNIT_ASSERT(isHostOf(parseOrigin("http://[::1]:81").value(), "[::1]"));
        CPPUNIT_ASSERT(!isHostOf(parseOrigin("http://[::1]").value(), "127.0.0.1"));
    }

    void testSameSchemeHostAndPortIsTheSameOrigin() {
        CPPUNIT_ASSERT(same("http://example.org", "example.org", "http"));
        CPPUNIT_ASSERT(same("HTTP://EXAMPLE.org", "example.ORG:80", "http"));
        CPPUNIT_ASSERT(same("http://a.", "a", "http")); // the root's dot does not change the host
        CPPUNIT_ASSERT(same("https://a:443", "a", "https") && same("http://[::1]:8080", "[::1]:8080", "http"));
    }

    void testAnyDifferenceIsAnotherOrigin() {
        CPPUNIT_ASSERT(!same("http://a", "a", "https") && !same("https://a", "a", "http"));
        CPPUNIT_ASSERT(!same("http://a:8080", "a", "http") && !same("http://a", "a:8080", "http"));
        CPPUNIT_ASSERT(!same("http://a.example", "example", "http") && !same("http://a.evil", "a", "http"));
        CPPUNIT_ASSERT(!same("http://a", "", "http") && !same("http://a", "a b", "http"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OriginTest);
