// SPDX-License-Identifier: Apache-2.0
// The request target: one spelling for each path, one decoding, and refusal of ambiguous targets.
#include "http/syntax/url/path.h"

#include "base/percent.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;
using namespace std::string_literals;

namespace {

class PathTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PathTest);
    CPPUNIT_TEST(testPlainPathsStayAsTheyAre);
    CPPUNIT_TEST(testPercentIsDecodedExactlyOnce);
    CPPUNIT_TEST(testDotSegmentsAreResolvedInEverySpelling);
    CPPUNIT_TEST(testPathsAboveTheRootAreRefused);
    CPPUNIT_TEST(testEncodedSlashesAndBackslashesAreRefused);
    CPPUNIT_TEST(testDoubledSlashesAreRefused);
    CPPUNIT_TEST(testMalformedPercentIsRefused);
    CPPUNIT_TEST(testControlsAreRefusedInEverySpelling);
    CPPUNIT_TEST(testTextThatIsNotUtf8IsRefused);
    CPPUNIT_TEST(testBytesThatMustBeEncodedAreRefused);
    CPPUNIT_TEST(testFragmentsAreRefused);
    CPPUNIT_TEST(testQueryIsCutAtTheFirstQuestionMarkAndNotDecoded);
    CPPUNIT_TEST(testBadBytesInTheQueryAreRefused);
    CPPUNIT_TEST(testAbsoluteFormGivesPathAndAuthority);
    CPPUNIT_TEST(testBadAbsoluteFormsAreRefused);
    CPPUNIT_TEST(testAsteriskHasNoPath);
    CPPUNIT_TEST(testTargetOfTheLimitIsTakenAndOneByteMoreIsTooLong);
    CPPUNIT_TEST(testRefusedTargetsLeaveNoPathBehind);
    CPPUNIT_TEST(testEveryByteIsEitherTakenOrRefused);
    CPPUNIT_TEST(testEncodedPathComesBackAsItWas);
    CPPUNIT_TEST(testBaseIsCutOff);
    CPPUNIT_TEST(testNothingLeadsPastTheBase);
    CPPUNIT_TEST_SUITE_END();

    static void expect(std::string_view target, std::string_view path) {
        const RequestTarget to = parseTarget(target);
        CPPUNIT_ASSERT_MESSAGE(std::string(target) + ": " + std::string(to.reason), to.ok());
        CPPUNIT_ASSERT_EQUAL_MESSAGE(std::string(target), std::string(path), to.path);
        CPPUNIT_ASSERT_EQUAL(0, to.status);
    }
    static void refuse(std::string_view target) {
        const RequestTarget to = parseTarget(target);
        CPPUNIT_ASSERT_MESSAGE("taken: " + std::string(target), !to.ok());
        CPPUNIT_ASSERT_EQUAL_MESSAGE(std::string(target), 400, to.status);
        CPPUNIT_ASSERT_MESSAGE(std::string(target), to.path.empty());
    }

    static std::string below(std::string_view target) {
        const RequestTarget to = parseTarget(target, defaultTargetBytes, "/app");
        if (!to.ok()) return std::to_string(to.status);
        return to.path + "|" + std::string(to.query) + "|" + std::string(to.pathAndQuery);
    }
    void testBaseIsCutOff() {
        CPPUNIT_ASSERT_EQUAL(std::string("/||/"), below("/app"));
        CPPUNIT_ASSERT_EQUAL(std::string("/||/"), below("/app/"));
        CPPUNIT_ASSERT_EQUAL(std::string("/|a=b|/?a=b"),
                             below("/app?a=b")); // the query was lost in the redirect to https
        CPPUNIT_ASSERT_EQUAL(std::string("/|a=/app|/?a=/app"), below("/app/?a=/app"));
        CPPUNIT_ASSERT_EQUAL(std::string("/a b|c|/a%20b?c"), below("/app/a%20b?c"));
        CPPUNIT_ASSERT_EQUAL(std::string("/app/a||/app/a"), below("/app/app/a"));
        CPPUNIT_ASSERT_EQUAL(std::string("/a||/a"), below("http://site.example/app/a"));
    }
    void testNothingLeadsPastTheBase() {
        for (const char* target : {"/", "/a", "/application", "/ap", "/app%2fa", "/%61pp/a", "/./app/a", "/x/../app/a",
                                   "/APP/a", "http://site.example/", "http://site.example"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(target, std::string("404"), below(target));
        for (const char* target : {"/app/../a", "/app/..", "/app//a", "/app/%2e%2e/app/a"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(target, std::string("400"), below(target));
    }
    void testPlainPathsStayAsTheyAre() {
        for (const auto* path : {"/", "/a", "/a/", "/a/b.c", "/.well-known/x", "/...", "/a/..b", "/a..", "/a;p=1/b,c",
                                 "/!$&'()*+,;=:@-._~[]|", "/a:80/@user"})
            expect(path, path);
    }
    void testPercentIsDecodedExactlyOnce() {
        expect("/a%20b", "/a b");
        expect("/%61%62%63", "/abc");
        expect("/%c3%a4%E2%82%AC%f0%9f%98%80", "/\u00e4\u20ac\U0001F600");
        expect("/a%2520b", "/a%20b");
        expect("/%252e%252e/x", "/%2e%2e/x");
        expect("/%252f", "/%2f");
        expect("/%2541", "/%41");
        expect("/a%3fb%23c", "/a?b#c");
        expect("/a+b", "/a+b");
    }
    void testDotSegmentsAreResolvedInEverySpelling() {
        expect("/.", "/");
        expect("/./", "/");
        expect("/a/.", "/a/");
        expect("/a/./b", "/a/b");
        expect("/a/..", "/");
        expect("/a/../", "/");
        expect("/a/../b", "/b");
        expect("/a/b/..", "/a/");
        expect("/a/b/../c/./d", "/a/c/d");
        expect("/a/b/../../c", "/c");
        expect("/a/%2e%2e/b", "/b");
        expect("/a/.%2E/b", "/b");
        expect("/a/%2e/b", "/a/b");
        expect("/admin/../public", "/public");
    }
    void testPathsAboveTheRootAreRefused() {
        for (const auto* target : {"/..", "/../", "/../etc/passwd", "/%2e%2e/x", "/%2e/%2e%2e", "/./..", "/.%2e",
                                   "/a/../..", "/a/../../b", "/a/b/../../../c", "/./../x"})
            refuse(target);
    }
    void testEncodedSlashesAndBackslashesAreRefused() {
        for (const auto* target : {"/%2f", "/%2F", "/a%2fb", "/%2f/evil", "/..%2f..%2fetc", "/..%2f..", "/%5c",
                                   "/a%5Cb", "/..%5c..", "/a/%2e%2e%2fb", "/%2f%2fevil.example"})
            refuse(target);
    }
    void testDoubledSlashesAreRefused() {
        for (const auto* target :
             {"//", "//a", "/a//b", "/a//", "/.//evil.example", "///", "//evil.example/x", "/a/..//b", "/a/.//b"})
            refuse(target);
    }
    void testMalformedPercentIsRefused() {
        for (const auto* target : {"/%", "/a%", "/%4", "/%zz", "/%g0", "/%0g", "/%%41", "/%u0041", "/% 1", "/% 20",
                                   "/%2", "/%2x", "/%x2", "/a%", "/%+1", "/%-1"})
            refuse(target);
    }
    void testControlsAreRefusedInEverySpelling() {
        for (int byte = 0; byte < 0x20; ++byte) {
            refuse("/a"s + static_cast<char>(byte));
            refuse("/a%"s + "0123456789abcdef"[byte / 16] + "0123456789abcdef"[byte % 16]);
        }
        for (const auto& target :
             {"/\x7f"s, "/%7f"s, "/%00"s, "/a%00.html"s, "/%0d%0aX:y"s, "/%c2%80"s, "/%c2%9f"s, "/%c2%85b"s})
            refuse(target);
        expect("/%c2%a0", "/\u00a0");
    }
    void testTextThatIsNotUtf8IsRefused() {
        for (const auto* target : {"/%c0%af",
                                   "/%c1%81",
                                   "/%e0%9f%bf",
                                   "/%c3/%a9",
                                   "/caf\xc3\xa9",
                                   "/\xff",
                                   "/%c0%ae%c0%ae/",
                                   "/%e0%80%af",
                                   "/%f0%80%80%af",
                                   "/%c1%9c",
                                   "/%80",
                                   "/%bf",
                                   "/%ff",
                                   "/%fe",
                                   "/%c3",
                                   "/%c3/%a4",
                                   "/%e2%82",
                                   "/%ed%a0%80",
                                   "/%ed%bf%bf",
                                   "/%ed%a0%bd%ed%b8%80",
                                   "/%f4%90%80%80",
                                   "/%f8%88%80%80%80",
                                   "/%e4"})
            refuse(target);
        expect("/%ed%9f%bf", "/\ud7ff");
        expect("/%f4%8f%bf%bf", "/\U0010ffff");
    }
    void testBytesThatMustBeEncodedAreRefused() {
        for (const auto* target : {"/a b", "/a\tb", "/\"", "/<", "/>", "/\\", "/\\evil.example", "/^", "/`", "/{id}",
                                   "/a ", "/<b>", "/a\x7f", "/\xc3\xa4", "/a\xff", "/a\r\nX: y"})
            refuse(target);
    }
    void testFragmentsAreRefused() {
        for (const auto* target : {"/#", "/a#b", "/a?b#c", "#", "/#/../x"}) refuse(target);
    }
    void testQueryIsCutAtTheFirstQuestionMarkAndNotDecoded() {
        const RequestTarget to = parseTarget("/a/../b?c=%2e%2e/&d=//x?y");
        CPPUNIT_ASSERT(to.ok());
        CPPUNIT_ASSERT_EQUAL("/b"s, to.path);
        CPPUNIT_ASSERT_EQUAL("c=%2e%2e/&d=//x?y"s, std::string(to.query));
        CPPUNIT_ASSERT_EQUAL("/a/../b?c=%2e%2e/&d=//x?y"s, std::string(to.pathAndQuery));
        CPPUNIT_ASSERT(parseTarget("/a").query.empty());
        CPPUNIT_ASSERT(parseTarget("/a?").ok());
        CPPUNIT_ASSERT(parseTarget("/?\\^`{}|").ok());
    }
    void testBadBytesInTheQueryAreRefused() {
        for (const auto& target :
             {"/?a b"s, "/?\""s, "/?<"s, "/?>"s, "/?\x01"s, "/?\x7f"s, "/?\xc3\xa4"s, "/?a\0b"s, "/?\r\n"s})
            refuse(target);
    }
    void testAbsoluteFormGivesPathAndAuthority() {
        const RequestTarget to = parseTarget("HTTP://site.example:8080/a/./b?c");
        CPPUNIT_ASSERT(to.ok());
        CPPUNIT_ASSERT(RequestTarget::Form::Absolute == to.form);
        CPPUNIT_ASSERT_EQUAL("/a/b"s, to.path);
        CPPUNIT_ASSERT_EQUAL("c"s, std::string(to.query));
        CPPUNIT_ASSERT_EQUAL("/a/./b?c"s, std::string(to.pathAndQuery));
        CPPUNIT_ASSERT_EQUAL("site.example:8080"s, std::string(to.authority));
        CPPUNIT_ASSERT_EQUAL("HTTP"s, std::string(to.scheme));
        expect("https://[::1]/x", "/x");
        expect("http://site.example", "/");
        CPPUNIT_ASSERT_EQUAL("/"s, std::string(parseTarget("http://site.example").pathAndQuery));
    }
    void testBadAbsoluteFormsAreRefused() {
        for (const auto* target : {"",
                                   "a",
                                   "a/b",
                                   "?a",
                                   "http:",
                                   "http:/a",
                                   "http://",
                                   "http:///a",
                                   "http://?a",
                                   "http://h?a",
                                   "ftp://h/a",
                                   "javascript://h/a",
                                   "http://u@h/a",
                                   "http://h:0/a",
                                   "http://h:65536/a",
                                   "http://h h/a",
                                   "http://h//a",
                                   "http://h/%2f",
                                   "http://h\\@evil/a",
                                   "://h/a",
                                   " /a",
                                   "site.example:443",
                                   "*/",
                                   "**",
                                   "* ",
                                   "\\",
                                   "httphost/a",
                                   "host:443",
                                   "http://host/..",
                                   "*?a",
                                   "http://h#/a"})
            refuse(target);
    }
    void testAsteriskHasNoPath() {
        const RequestTarget to = parseTarget("*");
        CPPUNIT_ASSERT(!to.ok());
        CPPUNIT_ASSERT(RequestTarget::Form::Asterisk == to.form);
        CPPUNIT_ASSERT(to.path.empty());
    }
    void testTargetOfTheLimitIsTakenAndOneByteMoreIsTooLong() {
        const std::string longest = "/" + std::string(defaultTargetBytes - 1, 'a');
        CPPUNIT_ASSERT(parseTarget(longest).ok());
        CPPUNIT_ASSERT_EQUAL(414, parseTarget(longest + "a").status);
        CPPUNIT_ASSERT(parseTarget("/abc", 4).ok());
        CPPUNIT_ASSERT_EQUAL(414, parseTarget("/abcd", 4).status);
        CPPUNIT_ASSERT_EQUAL(414, parseTarget("/a?b=", 4).status);
        CPPUNIT_ASSERT(parseTarget("/abcd", 4).path.empty());
    }
    void testRefusedTargetsLeaveNoPathBehind() {
        const RequestTarget to = parseTarget("/good/then/%zz");
        CPPUNIT_ASSERT(!to.ok() && to.path.empty());
    }
    void testEveryByteIsEitherTakenOrRefused() {
        const std::string taken =
            "!$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz|~";
        for (int byte = 0; byte < 256; ++byte) {
            const char c = static_cast<char>(byte);
            const bool expected = taken.find(c) != std::string::npos && c != '%';
            CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(byte), expected, parseTarget("/a"s + c + "b").ok());
        }
    }
    void testEncodedPathComesBackAsItWas() {
        for (const auto* segment : {"a b", "\u00e9", "%2e", "50%", "a?b#c", "\U0001F512", "...", "+", "\"<>^`{}"})
            expect("/" + portico::base::percentEncode(segment), "/"s + segment);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PathTest);

} // namespace
