// SPDX-License-Identifier: Apache-2.0
#include "redirect_map.h"

#include <portico/error.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace filter_redirects {

class RedirectMapTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RedirectMapTest);
    CPPUNIT_TEST(testPathsAreFoundDecoded);
    CPPUNIT_TEST(testTheLongestPrefixDecides);
    CPPUNIT_TEST(testTheRestOfThePathFollowsEncoded);
    CPPUNIT_TEST(testNoClientChoosesTheSite);
    CPPUNIT_TEST(testAQueryIsPassedOnUnlessThereIsOne);
    CPPUNIT_TEST(testWrongLinesAreNamed);
    CPPUNIT_TEST(testLimitsHold);
    CPPUNIT_TEST_SUITE_END();

    static std::string to(const std::string& text, std::string_view path, std::string_view query = {}) {
        const auto found = RedirectMap(text, "map").find(path, query);
        return found ? std::to_string(found->status) + ' ' + found->location : "";
    }
    static std::string fault(const std::string& text) {
        try {
            const RedirectMap map(text, "map");
        } catch (const portico::Error& error) {
            return error.what();
        }
        return "";
    }

    void testPathsAreFoundDecoded() {
        const std::string map = "# a comment\n\n/old /new\n/caf%C3%A9\t/coffee  302\r\n/last https://a.example";
        CPPUNIT_ASSERT_EQUAL(std::string("308 /new"), to(map, "/old"));
        CPPUNIT_ASSERT_EQUAL(std::string("302 /coffee"), to(map, "/caf\xc3\xa9"));
        CPPUNIT_ASSERT_EQUAL(std::string("308 https://a.example"), to(map, "/last"));
        for (const char* path : {"/", "/older", "/old/", "/old/x", "/OLD", ""}) CPPUNIT_ASSERT(to(map, path).empty());
    }
    void testTheLongestPrefixDecides() {
        const std::string map = "/a/* /1/*\n/a/b/* /2/*\n/a/b/c /3\n/* https://b.example/4";
        CPPUNIT_ASSERT_EQUAL(std::string("308 /3"), to(map, "/a/b/c"));
        CPPUNIT_ASSERT_EQUAL(std::string("308 /2/d"), to(map, "/a/b/d"));
        CPPUNIT_ASSERT_EQUAL(std::string("308 /1/b"), to(map, "/a/b"));
        CPPUNIT_ASSERT_EQUAL(std::string("308 https://b.example/4"), to(map, "/ab"));
    }
    void testTheRestOfThePathFollowsEncoded() {
        CPPUNIT_ASSERT_EQUAL(std::string("308 /new/a/b%20%C3%A4%25"), to("/old/* /new/*", "/old/a/b \xc3\xa4%"));
        CPPUNIT_ASSERT_EQUAL(std::string("308 /new/"), to("/old/* /new/*", "/old/"));
        CPPUNIT_ASSERT_EQUAL(std::string("308 /fixed"), to("/old/* /fixed", "/old/anything"));
        CPPUNIT_ASSERT_EQUAL(std::string("308 /a%0D%0AX"), to("/old/* /*", "/old/a\r\nX"));
    }
    void testNoClientChoosesTheSite() {
        for (const char* line : {"/x/* https://example.org*", "/x/* /y*", "/x/* https:///*", "/x/* //*", "/x //evil",
                                 "/x /\\evil", "/x evil", "/x javascript:alert(1)", "/x ftp://a/"})
            CPPUNIT_ASSERT_MESSAGE(line, !fault(line).empty());
        CPPUNIT_ASSERT_EQUAL(std::string("308 https://example.org/.evil.example"),
                             to("/x/* https://example.org/*", "/x/.evil.example"));
    }
    void testAQueryIsPassedOnUnlessThereIsOne() {
        CPPUNIT_ASSERT_EQUAL(std::string("308 /new?a=b"), to("/old /new", "/old", "a=b"));
        CPPUNIT_ASSERT_EQUAL(std::string("308 /new?c"), to("/old /new?c", "/old", "a=b"));
    }
    void testWrongLinesAreNamed() {
        CPPUNIT_ASSERT_EQUAL(std::string("map:2: the status is 301, 302, 303, 307 or 308, not \"200\""),
                             fault("\n/a /b 200"));
        for (const char* line :
             {"/a", "a /b", "/a /a", "/a/* /a/b/*", "/* /b", "/* /b/*", "/a//b /c", "/a?b /c", "/*/b /c", "/a* /c",
              "/a /c/*", "/%zz /b", "/a /b 301 x", "/a /b\n/a /c", "/a /\xc3\xa4"})
            CPPUNIT_ASSERT_MESSAGE(line, !fault(line).empty());
        CPPUNIT_ASSERT(fault("/a /b\n/a/* /c/*\n/b /a?x").empty());
    }
    void testLimitsHold() {
        const std::string longest = "/a /" + std::string(RedirectMap::longestLine - 4, 'b');
        CPPUNIT_ASSERT(fault(longest).empty());
        CPPUNIT_ASSERT(!fault(longest + "b").empty());
        CPPUNIT_ASSERT(fault(std::string(RedirectMap::mostLines, '\n')).empty());
        CPPUNIT_ASSERT(!fault(std::string(RedirectMap::mostLines, '\n') + "/a /b").empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RedirectMapTest);

} // namespace filter_redirects
