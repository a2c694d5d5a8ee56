// SPDX-License-Identifier: Apache-2.0
// Routes that were listed but never served: each gets a sentence.
#include "http/routing/reachable.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::http::unreachable;

namespace {

class ReachableTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ReachableTest);
    CPPUNIT_TEST(testOrdinaryRoutesAreReached);
    CPPUNIT_TEST(testMethodInSmallLettersIsCorrected);
    CPPUNIT_TEST(testMethodMayBeAnyTokenOfAtMost32Bytes);
    CPPUNIT_TEST(testTraceAndConnectAreNeverServed);
    CPPUNIT_TEST(testPathsOfTheServerAreItsOwn);
    CPPUNIT_TEST(testPathsThatNoRequestCanHaveAreReportedWithTheReason);
    CPPUNIT_TEST_SUITE_END();

    void testOrdinaryRoutesAreReached() {
        for (const char* path : {"/", "/books/{id}", "/files/{path*}", "/\xc3\xbc", "/a b", "/a+b", "/healthz/all",
                                 "/_development", "/assetsofmine", "/assets"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(path, std::string(), unreachable("GET", path));
        for (const char* method : {"HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, std::string(), unreachable(method, "/"));
    }
    void testMethodInSmallLettersIsCorrected() {
        CPPUNIT_ASSERT_EQUAL(std::string("has the method \"get\"; methods are in capitals, write \"GET\""),
                             unreachable("get", "/"));
        CPPUNIT_ASSERT_EQUAL(std::string("has the method \"Post\"; methods are in capitals, write \"POST\""),
                             unreachable("Post", "/"));
    }
    void testMethodMayBeAnyTokenOfAtMost32Bytes() {
        for (const std::string& method : {std::string("PROPFIND"), std::string("VERSION-CONTROL"), std::string("purge"),
                                          std::string("!#$%&'*+-.^_`|~9"), std::string(32, 'X')})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(method, std::string(), unreachable(method, "/"));
        for (const char* method : {"", "GET ", "G\"T", "PROP FIND", "A/B", "A\nB", "\xc3\x9c"})
            CPPUNIT_ASSERT_MESSAGE(method, unreachable(method, "/").find("is not a token") != std::string::npos);
        CPPUNIT_ASSERT(unreachable(std::string(33, 'X'), "/").ends_with("which is longer than 32 bytes"));
    }
    void testTraceAndConnectAreNeverServed() {
        for (const char* method : {"TRACE", "CONNECT", "trace", "Connect"})
            CPPUNIT_ASSERT_MESSAGE(method, unreachable(method, "/").ends_with("answers with 501 on every path"));
    }
    void testPathsOfTheServerAreItsOwn() {
        for (const char* path : {"/healthz", "/assets/x", "/assets/{path*}", "/_dev/x", "/_dev/reload.js"})
            CPPUNIT_ASSERT_MESSAGE(path, unreachable("GET", path).ends_with("; choose another path"));
        CPPUNIT_ASSERT(!unreachable("POST", "/healthz").empty());
    }
    void testPathsThatNoRequestCanHaveAreReportedWithTheReason() {
        for (const std::string& path : {std::string("/x//y"), std::string("/a\nb"), std::string("/\xff"),
                                        std::string("/a/../b"), std::string("/a\\b"), std::string("/a\0b", 4)})
            CPPUNIT_ASSERT_MESSAGE(path, unreachable("GET", path).starts_with("has a path that no request can have"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ReachableTest);

} // namespace
