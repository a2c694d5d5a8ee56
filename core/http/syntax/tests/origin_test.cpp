// SPDX-License-Identifier: Apache-2.0
// Origins: read strictly, compared with the host and scheme of the request.
#include "http/syntax/origin.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;

class OriginTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(OriginTest);
    CPPUNIT_TEST(testOriginIsSchemeHostAndPort);
    CPPUNIT_TEST(testNullIsOpaqueAndNobodys);
    CPPUNIT_TEST(testWhatNoBrowserSendsIsRefused);
    CPPUNIT_TEST(testOriginOfAUrlLeavesPathAndQueryOut);
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

    void testNullIsOpaqueAndNobodys() {
        CPPUNIT_ASSERT(parseOrigin("null").value().opaque);
        CPPUNIT_ASSERT(!same("null", "example.org", "http") && !same("null", "", "") && !same("null", "null", "http"));
    }

    void testWhatNoBrowserSendsIsRefused() {
        for (const char* text : {"", "NULL", "example.org", "http://", "http://a/", "http://a?b", "http://a#b",
                                 "http://u@a", "ftp://a", "http:a", "http://a http://b", "http://a, http://b",
                                 "http://a ", " http://a", "://a", "file://", "http://a:0", "http://a:b"})
            CPPUNIT_ASSERT_MESSAGE(text, !parseOrigin(text));
    }

    void testOriginOfAUrlLeavesPathAndQueryOut() {
        CPPUNIT_ASSERT(originOfUrl("http://a:81/b?c#d").value().host.port == 81);
        CPPUNIT_ASSERT(originOfUrl("https://a?x").value().host.name == "a" && originOfUrl("https://a").has_value());
        for (const char* url : {"", "/a", "null", "http://u@a/", "http://a\\@b/", "about:blank", "http:///a"})
            CPPUNIT_ASSERT_MESSAGE(url, !originOfUrl(url));
    }

    void testSameSchemeHostAndPortIsTheSameOrigin() {
        CPPUNIT_ASSERT(same("http://example.org", "example.org", "http"));
        CPPUNIT_ASSERT(same("HTTP://EXAMPLE.org", "example.ORG:80", "http"));
        CPPUNIT_ASSERT(same("https://a:443", "a", "https") && same("http://[::1]:8080", "[::1]:8080", "http"));
    }

    void testAnyDifferenceIsAnotherOrigin() {
        CPPUNIT_ASSERT(!same("http://a", "a", "https") && !same("https://a", "a", "http"));
        CPPUNIT_ASSERT(!same("http://a:8080", "a", "http") && !same("http://a", "a:8080", "http"));
        CPPUNIT_ASSERT(!same("http://a.example", "example", "http") && !same("http://a.evil", "a", "http"));
        CPPUNIT_ASSERT(!same("http://a", "", "http") && !same("http://a", "a b", "http") &&
                       !same("http://a.", "a", "http"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OriginTest);
