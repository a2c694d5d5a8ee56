// SPDX-License-Identifier: Apache-2.0
// URLs with a host name, and redirects to other sites.
#include "support/test_exchange.h"
#include "support/test_host.h"

#include <portico/site_url.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class SiteUrlHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SiteUrlHppTest);
    CPPUNIT_TEST(testAnAbsoluteUrlIsBelowThePublicUrl);
    CPPUNIT_TEST(testTheHostKnowsThePublicUrl);
    CPPUNIT_TEST(testOnlyWebUrlsAreTargets);
    CPPUNIT_TEST(testARedirectElsewhereIsA303);
    CPPUNIT_TEST_SUITE_END();

    void testAnAbsoluteUrlIsBelowThePublicUrl() {
        CPPUNIT_ASSERT_EQUAL(std::string("https://example.org/app/b?c=1"),
                             absoluteUrl("https://example.org/app", "/b?c=1"));
        CPPUNIT_ASSERT_EQUAL(std::string("http://[::1]:8080/"), absoluteUrl("http://[::1]:8080/", "/"));
        for (const char* path : {"", "b", "//evil.org", "/a b", "/\r\nX: y", "https://evil.org"})
            CPPUNIT_ASSERT_THROW_MESSAGE(path, absoluteUrl("https://example.org", path), Error);
        for (const char* site : {"", "example.org", "ftp://example.org", "https://"})
            CPPUNIT_ASSERT_THROW_MESSAGE(site, absoluteUrl(site, "/b"), Error);
    }
    void testTheHostKnowsThePublicUrl() {
        test::TestHost host;
        CPPUNIT_ASSERT_THROW(absoluteUrl(host.host(), "/b"), Error);
        host.setPublicUrl("https://example.org/app");
        CPPUNIT_ASSERT_EQUAL(std::string("https://example.org/app/b"), absoluteUrl(host.host(), "/b"));
    }
    void testOnlyWebUrlsAreTargets() {
        for (const char* url :
             {"https://a", "HTTP://a.example:8080/b?c=d&e#f", "https://[::1]/", "http://a/@b:c", "http://a?b@c"})
            CPPUNIT_ASSERT_MESSAGE(url, isWebUrl(url));
        for (const char* url : {"",
                                "/a",
                                "//a",
                                "https:/a",
                                "https:a",
                                "javascript:alert(1)",
                                "data:text/html,x",
                                "https://",
                                "https:///a",
                                "https://user@a",
                                "https://user:pw@a/",
                                "https://a@b",
                                "https://a\\@b",
                                "https://a b",
                                "https://a\r\nX: y",
                                "https://a\t",
                                "https://a:b",
                                "https://a:123456",
                                "https://a:1:2",
                                "https://:80",
                                "https://[::1",
                                "https://::1]/",
                                "https://[]",
                                "https://[::1]x",
                                "https://a%40b",
                                "https://a/\xc3\xbc",
                                "https://a/\"",
                                "https://a/<",
                                " https://a"})
            CPPUNIT_ASSERT_MESSAGE(url, !isWebUrl(url));
        CPPUNIT_ASSERT(isWebUrl("https://a/" + std::string(8182, 'x')) &&
                       !isWebUrl("https://a/" + std::string(8183, 'x')));
    }
    void testARedirectElsewhereIsA303() {
        test::TestExchange x;
        Exchange exchange = x.view();
        CPPUNIT_ASSERT_THROW(redirectElsewhere(exchange, "/books"), Error);
        CPPUNIT_ASSERT_EQUAL(200, x.status);
        redirectElsewhere(exchange, "https://pay.example.com/?order=7");
        CPPUNIT_ASSERT_EQUAL(303, x.status);
        CPPUNIT_ASSERT_EQUAL(std::string("https://pay.example.com/?order=7"), x.answerHeader("Location").value_or(""));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SiteUrlHppTest);

} // namespace portico
