// SPDX-License-Identifier: Apache-2.0
// The router: which route a path matches, and which patterns are refused.
#include "http/routing/router.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdexcept>

using portico::http::Parameters;
using portico::http::Router;

namespace {

class RouterTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RouterTest);
    CPPUNIT_TEST(testLiteralPathIsFound);
    CPPUNIT_TEST(testRootIsFound);
    CPPUNIT_TEST(testUnknownPathIsNotFound);
    CPPUNIT_TEST(testPrefixOfARouteIsNotFound);
    CPPUNIT_TEST(testTrailingSlashIsAnotherPath);
    CPPUNIT_TEST(testParameterTakesExactlyOneSegment);
    CPPUNIT_TEST(testRestTakesEverythingAfterIt);
    CPPUNIT_TEST(testRestNeedsAtLeastOneCharacter);
    CPPUNIT_TEST(testLiteralBeatsParameterAndParameterBeatsRest);
    CPPUNIT_TEST(testDeadEndAfterALiteralFallsBackToTheParameter);
    CPPUNIT_TEST(testMethodsOfOnePathAreKeptApart);
    CPPUNIT_TEST(testMethodsOfAllRoutesAreKnown);
    CPPUNIT_TEST(testSameMethodAndPathTwiceIsRefused);
    CPPUNIT_TEST(testCheckAddsNothing);
    CPPUNIT_TEST(testEveryRouteHasNamesOfItsOwn);
    CPPUNIT_TEST(testShapeIsThePatternWithoutNames);
    CPPUNIT_TEST(testBadPatternsAreRefused);
    CPPUNIT_TEST(testEightParametersAreTheMost);
    CPPUNIT_TEST_SUITE_END();

    static constexpr std::size_t nothing = 999;

    std::size_t find(std::string_view path, std::string_view method = "GET") {
        const Router::Methods* methods = router_.match(path, parameters_);
        if (methods == nullptr) return nothing;
        for (const auto& [known, number] : *methods)
            if (known == method) return number;
        return nothing;
    }
    // The value that the route with this pattern receives.
    std::string_view value(std::string_view pattern, std::string_view name) {
        parameters_.nameAfter(pattern);
        return parameters_.find(name);
    }

    void testLiteralPathIsFound() {
        router_.add("GET", "/books/new", 7);
        CPPUNIT_ASSERT_EQUAL(std::size_t{7}, find("/books/new"));
    }
    void testRootIsFound() {
        router_.add("GET", "/", 1);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, find("/"));
    }
    void testUnknownPathIsNotFound() {
        router_.add("GET", "/books", 1);
        for (const char* path : {"/", "/book", "/bookss", "/books/1", "", "books"})
            CPPUNIT_ASSERT_EQUAL(nothing, find(path));
    }
    void testPrefixOfARouteIsNotFound() {
        router_.add("GET", "/a/b/c", 1);
        CPPUNIT_ASSERT_EQUAL(nothing, find("/a/b"));
    }
    void testTrailingSlashIsAnotherPath() {
        router_.add("GET", "/books", 1);
        router_.add("GET", "/shops/{id}", 2);
        CPPUNIT_ASSERT_EQUAL(nothing, find("/books/"));
        CPPUNIT_ASSERT_EQUAL(nothing, find("/shops/1/"));
    }
    void testParameterTakesExactlyOneSegment() {
        router_.add("GET", "/books/{id}/pages/{page}", 3);
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, find("/books/42/pages/7"));
        CPPUNIT_ASSERT_EQUAL(std::string_view("42"), value("/books/{id}/pages/{page}", "id"));
        CPPUNIT_ASSERT_EQUAL(std::string_view("7"), parameters_.find("page"));
        CPPUNIT_ASSERT_EQUAL(std::string_view(""), parameters_.find("other"));
        CPPUNIT_ASSERT_EQUAL(nothing, find("/books/4/2/pages/7"));
    }
    void testRestTakesEverythingAfterIt() {
        router_.add("GET", "/files/{path*}", 4);
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, find("/files/a/b/c.txt"));
        CPPUNIT_ASSERT_EQUAL(std::string_view("a/b/c.txt"), value("/files/{path*}", "path"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, find("/files/a/"));
    }
    void testRestNeedsAtLeastOneCharacter() {
        router_.add("GET", "/files/{path*}", 4);
        CPPUNIT_ASSERT_EQUAL(nothing, find("/files"));
        CPPUNIT_ASSERT_EQUAL(nothing, find("/files/"));
    }
    void testLiteralBeatsParameterAndParameterBeatsRest() {
        router_.add("GET", "/x/{rest*}", 1);
        router_.add("GET", "/x/{id}", 2);
        router_.add("GET", "/x/new", 3);
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, find("/x/new"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, find("/x/old"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, find("/x/old/er"));
    }
    void testDeadEndAfterALiteralFallsBackToTheParameter() {
        router_.add("GET", "/a/b/d", 1);
        router_.add("GET", "/a/{x}/c", 2);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, find("/a/b/c"));
        CPPUNIT_ASSERT_EQUAL(std::string_view("b"), value("/a/{x}/c", "x"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, parameters_.count);
    }
    void testMethodsOfOnePathAreKeptApart() {
        router_.add("GET", "/books", 1);
        router_.add("POST", "/books", 2);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, find("/books", "GET"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, find("/books", "POST"));
        CPPUNIT_ASSERT_EQUAL(nothing, find("/books", "PUT"));
    }
    void testMethodsOfAllRoutesAreKnown() {
        CPPUNIT_ASSERT(router_.methods().empty());
        router_.add("PROPFIND", "/a", 1);
        router_.add("GET", "/a", 2);
        router_.add("GET", "/b", 3);
        router_.check("PUT", "/a");
        CPPUNIT_ASSERT((router_.methods() == std::set<std::string, std::less<>>{"GET", "PROPFIND"}));
    }
    void testSameMethodAndPathTwiceIsRefused() {
        router_.add("GET", "/books/{id}", 1);
        CPPUNIT_ASSERT_THROW(router_.add("GET", "/books/{id}", 2), std::invalid_argument);
        CPPUNIT_ASSERT_THROW(router_.add("GET", "/books/{other}", 2), std::invalid_argument);
    }
    void testCheckAddsNothing() {
        CPPUNIT_ASSERT_NO_THROW(router_.check("GET", "/books/{id}"));
        CPPUNIT_ASSERT_NO_THROW(router_.add("GET", "/books/{other}", 1));
        CPPUNIT_ASSERT_THROW(router_.check("GET", "/books/{id}"), std::invalid_argument);
        CPPUNIT_ASSERT_NO_THROW(router_.check("POST", "/books/{id}"));
    }
    // A plugin was refused if it used another name for a parameter, even on different paths.
    void testEveryRouteHasNamesOfItsOwn() {
        router_.add("GET", "/p/{a}/{b}", 1);
        router_.add("POST", "/p/{c}/{d}", 2);
        router_.add("GET", "/p/{id}/x/{rest*}", 3);
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, find("/p/1/x/2/3"));
        CPPUNIT_ASSERT_EQUAL(std::string_view("2/3"), value("/p/{id}/x/{rest*}", "rest"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, find("/p/1/2", "POST"));
        CPPUNIT_ASSERT_EQUAL(std::string_view("2"), value("/p/{c}/{d}", "d"));
        CPPUNIT_ASSERT_EQUAL(std::string_view(), parameters_.find("b"));
    }
    void testShapeIsThePatternWithoutNames() {
        CPPUNIT_ASSERT_EQUAL(std::string("/"), portico::http::shapeOf("/"));
        CPPUNIT_ASSERT_EQUAL(std::string("/a/{}/b/{*}"), portico::http::shapeOf("/a/{x}/b/{y*}"));
        CPPUNIT_ASSERT_EQUAL(std::string("/a/b"), portico::http::shapeOf("/a/b"));
    }
    void testBadPatternsAreRefused() {
        for (const char* pattern : {"", "token", "//", "/a//b", "/a/../b", "/.", "/{}", "/{a b}", "/{a*}/b", "/a{b}",
                                    "/a*", "/a?b", "/%41", "/a#b", "/a/"})
            CPPUNIT_ASSERT_THROW_MESSAGE(pattern, router_.add("GET", pattern, 1), std::invalid_argument);
    }
    void testEightParametersAreTheMost() {
        router_.add("GET", "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}", 1);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, find("/1/2/3/4/5/6/7/8"));
        CPPUNIT_ASSERT_EQUAL(std::string_view("8"), value("/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}", "h"));
        CPPUNIT_ASSERT_THROW(router_.add("GET", "/x/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}", 2), std::invalid_argument);
    }

    Router router_;
    Parameters parameters_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(RouterTest);

} // namespace
