// SPDX-License-Identifier: Apache-2.0
#include <portico/path_prefix.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class PathPrefixHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PathPrefixHppTest);
    CPPUNIT_TEST(testWholeSegmentsAreCompared);
    CPPUNIT_TEST(testEverythingIsBelowTheRoot);
    CPPUNIT_TEST(testOnlyDecodedPathsAreAccepted);
    CPPUNIT_TEST_SUITE_END();

    void testWholeSegmentsAreCompared() {
        for (const char* path : {"/api", "/api/", "/api/books/7"}) CPPUNIT_ASSERT(isBelow(path, "/api"));
        for (const char* path : {"/apis", "/ap", "/", "", "/x/api", "/API"}) CPPUNIT_ASSERT(!isBelow(path, "/api"));
        CPPUNIT_ASSERT(isBelow("/api/books", "/api/") && isBelow("/api", "/api/"));
    }
    void testEverythingIsBelowTheRoot() {
        for (const char* path : {"/", "/api", "/a/b/"}) CPPUNIT_ASSERT(isBelow(path, "/"));
    }
    void testOnlyDecodedPathsAreAccepted() {
        for (const char* prefix : {"/", "/api", "/api/", "/\xc3\xa4", "/.well-known", "/a/..b"})
            CPPUNIT_ASSERT_EQUAL(std::string(prefix), checkedPrefix(prefix, "plugins.x.path"));
        for (const char* prefix : {"", "api", "//", "/a//b", "/a?b", "/a%20b", "/a#b", "/a\\b", "/x/../private", "/./a",
                                   "/a/..", "/a/.", "/a\nb", "/a\x7f", "/\xff"})
            CPPUNIT_ASSERT_THROW(checkedPrefix(prefix, "plugins.x.path"), Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PathPrefixHppTest);

} // namespace portico
